import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { RemedyLine } from '../../../domain/complaint/input.ts'
import { formatMoney } from '../../i18n/format.ts'

/**
 * A remedy line in a few words.
 * @param line kind, amount and detail of it
 * @param t of the language it is said in
 */
export function remedyText(line: Pick<RemedyLine, 'kind' | 'amountFen' | 'detail'>, t: TFunction): string {
  return [
    t(`words:remedy.${line.kind}`),
    line.amountFen === null ? '' : formatMoney(line.amountFen),
    line.detail,
  ]
    .filter((part) => part !== '')
    .join(' ')
}

/** `remedyText` in the language on screen. */
export function useRemedyText(): (line: Pick<RemedyLine, 'kind' | 'amountFen' | 'detail'>) => string {
  const { t } = useTranslation()
  return (line) => remedyText(line, t)
}
