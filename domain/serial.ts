/**
 * Serial numbers as people and systems write them, made comparable. What is compared is never shown: the number stays on
 * record as it was typed.
 */

/** Letters of other alphabets that look like a Latin capital, after NFKD and upper case. */
const lookAlikes: Readonly<Record<string, string>> = {
  // Cyrillic
  А: 'A',
  В: 'B',
  Е: 'E',
  З: '3',
  І: 'I',
  Ј: 'J',
  К: 'K',
  М: 'M',
  Н: 'H',
  О: 'O',
  Р: 'P',
  С: 'C',
  Ѕ: 'S',
  Т: 'T',
  У: 'Y',
  Ү: 'Y',
  Х: 'X',
  Ѵ: 'V',
  Ԁ: 'D',
  Ԍ: 'G',
  Ԛ: 'Q',
  Ԝ: 'W',
  Һ: 'H',
  Ӏ: 'I',
  // Greek
  Α: 'A',
  Β: 'B',
  Ε: 'E',
  Ζ: 'Z',
  Η: 'H',
  Ι: 'I',
  Κ: 'K',
  Μ: 'M',
  Ν: 'N',
  Ο: 'O',
  Ρ: 'P',
  Τ: 'T',
  Υ: 'Y',
  Χ: 'X',
}

/** Latin capitals and digits that labels print alike. */
const asDigit: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' }

/** Spaces, hyphens and dashes of every kind, accents, what nobody sees, and the marks that labels put between groups. */
const separators =
  /[\p{White_Space}\p{Dash_Punctuation}\p{M}\p{Default_Ignorable_Code_Point}\p{Cf}\u00b7._/:*]/gu

const upper = (text: string) => text.normalize('NFKD').toUpperCase().normalize('NFKD')

/**
 * What two serial numbers are compared by: upper case in NFKD, separators taken out, letters of other alphabets as the
 * Latin ones they look like, and O = 0, I = L = 1, which no label tells apart.
 * @param text a serial number as typed, scanned or exported
 * @returns its key; empty when nothing is left
 */
export function serialKey(text: string): string {
  return Array.from(upper(text).replace(separators, ''), (letter) => {
    const latin = lookAlikes[letter] ?? letter
    return asDigit[latin] ?? latin
  }).join('')
}

/**
 * Letters in a serial number that only look Latin: somebody copied it from elsewhere or typed it on another keyboard.
 * @param text a serial number as typed, scanned or exported
 * @returns each of them once, as written; empty for an ordinary serial number
 */
export function lookAlikesIn(text: string): string[] {
  const found = Array.from(text.normalize('NFKC')).filter((letter) => upper(letter) in lookAlikes)
  return [...new Set(found)]
}
