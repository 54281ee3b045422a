import type { TFunction } from 'i18next'
import type { ComplaintView } from '../../../electron/desk/views.ts'
import type { OptionDraft } from './form-values.ts'
import { optionsOf } from './form-values.ts'
import { remedyText } from './remedy-text.ts'

/**
 * A text to the customer to begin with: greeting, what was found, what the store does. The paper lists the lines of
 * every option below it, so only a single option is named here.
 * @param complaint whose customer is written to
 * @param drafts the remedy lines as they stand in the editor
 * @param t bound to the namespace `complaint`
 */
export function draftWording(
  complaint: ComplaintView,
  drafts: readonly OptionDraft[],
  t: TFunction<'complaint'>,
): string {
  const finding = complaint.findings.at(-1)
  const options = optionsOf(drafts)
  const only = options.length === 1 ? options[0] : undefined
  const lines = only?.lines.map((line) =>
    remedyText(Number.isNaN(line.amountFen) ? { ...line, amountFen: null } : line, t),
  )
  return [
    complaint.anonymous
      ? t('draft.greetingAnonymous')
      : t('draft.greeting', { name: complaint.customerName }),
    t(finding?.founded === false ? 'draft.unfounded' : 'draft.founded'),
    lines === undefined ? t('draft.several') : t('draft.only', { remedies: lines.join(t('listComma')) }),
    t('draft.closing'),
  ].join('\n')
}
