/** How a call or message ended 通话结果 (process section 8). */
export const callResults = [
  'talked',
  'no_answer',
  'busy',
  'switched_off',
  'wrong_number',
  'hung_up',
  'message_left',
  'sent',
] as const
export type CallResult = (typeof callResults)[number]
