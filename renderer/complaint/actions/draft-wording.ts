import type { TFunction } from 'i18next'
import type { ComplaintView } from '../../../electron/desk/views.ts'
import type { OptionDraft } from './form-values.ts'
import { optionsOf } from './form-values.ts'
import { remedyText } from './remedy-text.ts'

/**
 * A text to the customer to begin with: greeting, what was found, what the store does, in the order of the options.
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
  const options = optionsOf(drafts).map((option, index) =>
    [
      ...(drafts.length > 1 ? [t('draft.option', { number: index + 1 })] : []),
      ...option.lines.map((line, position) =>
        t('draft.line', {
          number: position + 1,
          remedy: remedyText(Number.isNaN(line.amountFen) ? { ...line, amountFen: null } : line, t),
        }),
      ),
    ].join('\n'),
  )
  return [
    complaint.anonymous
      ? t('draft.greetingAnonymous')
      : t('draft.greeting', { name: complaint.customerName }),
    t(finding?.founded === false ? 'draft.unfounded' : 'draft.founded'),
    ...options,
    t('draft.closing'),
  ].join('\n')
}
