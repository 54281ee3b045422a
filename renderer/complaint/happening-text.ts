import type { TFunction } from 'i18next'
import type { HappeningView } from '../../electron/desk/views.ts'

/**
 * What was done, by its action's name.
 * @param happening one line of what happened
 * @param t bound to the namespace `complaint`
 */
export function happeningName({ action }: Pick<HappeningView, 'action'>, t: TFunction<'complaint'>): string {
  return action === 'register' || action === 'level' ? t(`happened.${action}`) : t(`words:action.${action}`)
}

/** Details that say nothing by themselves: a bare number, a yes, a way of speaking, what was before. */
const dull: ReadonlySet<string> = new Set([
  'version',
  'founded',
  'quality',
  'sheet',
  'files',
  'option',
  'how',
  'direction',
  'contactChannel',
  'reached',
  'askedFor',
  'nuisance',
  'customerPresent',
  'deliveredHow',
  'deliveredAt',
  'spokenHow',
  'spokenAt',
  'alternativeOffered',
  'decision',
  'fromLevel',
  'fromDepartment',
])

/**
 * What the closed line shows of its details: the first that speaks for itself, else the first with its label.
 * @param details of a line
 * @param t bound to the namespace `complaint`
 * @param moment how instants are said
 * @returns empty where there is nothing to say
 */
export function inBrief(
  details: HappeningView['details'],
  t: TFunction<'complaint'>,
  moment: (instant: string) => string,
): string {
  const telling = details.find((detail) => !dull.has(detail.label))
  if (telling !== undefined) return detailText(telling, t, moment)
  const [first] = details
  return first === undefined ? '' : `${t(`happening.${first.label}`)} ${detailText(first, t, moment)}`
}

/** Where the words of a detail's code stand, by its label; any other detail is the person's own text. */
const codeWords: Readonly<Record<string, string>> = {
  fromDepartment: 'words:department',
  toDepartment: 'words:department',
  department: 'words:department',
  level: 'words:level',
  suggestedLevel: 'words:level',
  fromLevel: 'words:level',
  toLevel: 'words:level',
  deliveredHow: 'words:deliveredWay',
  spokenHow: 'words:spokenWay',
  how: 'words:contactChannel',
  contactChannel: 'words:contactChannel',
  settlement: 'words:settlement',
  solution: 'words:satisfaction',
  technicianScore: 'words:satisfaction',
  handlerScore: 'words:satisfaction',
  decision: 'decision',
  direction: 'direction',
  result: 'words:callResult',
  rule: 'levelRule',
}

/**
 * A detail in words.
 * @param detail label and code or text
 * @param t bound to the namespace `complaint`
 * @param moment how instants are said
 */
export function detailText(
  detail: HappeningView['details'][number],
  t: TFunction<'complaint'>,
  moment: (instant: string) => string,
): string {
  const { text } = detail
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text)) return moment(text)
  if (text === 'true' || text === 'false') return t(text === 'true' ? 'words:yes' : 'words:no')
  const words = codeWords[detail.label]
  return words === undefined ? text : t(`${words}.${text}`, { defaultValue: text })
}
