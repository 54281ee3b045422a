import type { TFunction } from 'i18next'
import type { CaseHappeningView } from '../../electron/desk/case-views.ts'
import { formatMoney } from '../i18n/format.ts'

/**
 * What was done, by its action's name.
 * @param happening one line of what happened
 * @param t bound to the namespace `returns`
 */
export function happeningName(
  { action }: Pick<CaseHappeningView, 'action'>,
  t: TFunction<'returns'>,
): string {
  const named = action === 'open' || action === 'late' || action === 'contact'
  return named ? t(`happened.${action}`) : t(`words:caseAction.${action}`)
}

/** Where the words of a detail's code stand, by its label; any other detail is the person's own text. */
const codeWords: Readonly<Record<string, string>> = {
  reason: 'words:caseReason',
  remedy: 'words:caseRemedy',
  disposition: 'words:disposition',
  method: 'words:payment',
  decision: 'decision',
  delay: 'delay',
  direction: 'complaint:direction',
  contactChannel: 'words:contactChannel',
  result: 'words:callResult',
  faultKind: 'faultKind',
  basis: 'basisKind',
}

/**
 * A detail in words.
 * @param detail label and code or text
 * @param t bound to the namespace `returns`
 * @param moment how instants are said
 */
export function detailText(
  detail: CaseHappeningView['details'][number],
  t: TFunction<'returns'>,
  moment: (instant: string) => string,
): string {
  const { label, text } = detail
  if (label.endsWith('Fen') && /^\d+$/.test(text)) return formatMoney(Number(text))
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text)) return moment(text)
  if (text === 'true' || text === 'false') return t(text === 'true' ? 'words:yes' : 'words:no')
  const words = codeWords[label]
  return words === undefined ? text : t(`${words}.${text}`, { defaultValue: text })
}

/** Details that say nothing by themselves. */
const dull: ReadonlySet<string> = new Set([
  'version',
  'files',
  'custody',
  'serialMatches',
  'units',
  'direction',
  'contactChannel',
  'reached',
])

/** What is told first, where several details are there. */
const first = ['result', 'remedy', 'reason', 'amountFen', 'refundFen', 'payFen']

/**
 * The details that the closed line shows, the most telling first; amounts of nothing are left out.
 * @param details of a line
 * @returns two at most
 */
export function inBrief(details: CaseHappeningView['details']): CaseHappeningView['details'] {
  const rank = (label: string) => (first.includes(label) ? first.indexOf(label) : first.length)
  return details
    .filter(({ label, text }) => !dull.has(label) && !(label.endsWith('Fen') && text === '0'))
    .toSorted((a, b) => rank(a.label) - rank(b.label))
    .slice(0, 2)
}

/**
 * The days of a repair.
 * @param repair civil dates; `to` null while it runs
 * @param t bound to the namespace `returns`
 */
export function repairDays(
  { from, to }: { readonly from: string; readonly to: string | null },
  t: TFunction<'returns'>,
): string {
  return to === null ? t('repair.running', { from }) : t('repair.days', { from, to })
}
