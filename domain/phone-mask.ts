/**
 * A telephone number as screens show it until a call is allowed and being logged: enough to recognise it, too little to
 * dial (process section 8).
 * @param phone digits, with or without a leading +
 * @returns such as 138****0001; of a shorter number only the last four digits, of a very short one the last two
 */
export function maskedPhone(phone: string): string {
  if (phone.length >= 10) return `${phone.slice(0, 3)}****${phone.slice(-4)}`
  return `****${phone.slice(phone.length >= 7 ? -4 : -2)}`
}
