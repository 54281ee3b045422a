import type { RemedyBasis } from '../../../domain/complaint/input.ts'
import type { RemedyKind, Want } from '../../../domain/vocabulary.ts'
import type { ComplaintView } from '../../../electron/desk/views.ts'
import type { OptionDraft, RemedyDraft } from './form-values.ts'
import { yuanOf } from './form-values.ts'

/** The remedy that answers a wish; the basis is where most of them stand and is for the handler to correct. */
const answers: Readonly<Record<Want, readonly [RemedyKind, RemedyBasis]>> = {
  service: ['explanation', 'law'],
  repair: ['repair', 'law'],
  exchange: ['exchange', 'law'],
  refund: ['refund', 'law'],
  compensation: ['compensation', 'goodwill'],
  apology: ['apology', 'store_mistake'],
  explanation: ['explanation', 'law'],
}

/**
 * Remedy lines to begin a resolution with: an unfounded complaint gets its explanation, any other what was asked for.
 * @param complaint with its findings and wishes
 * @returns one option with at least one line
 */
export function firstOptions(complaint: ComplaintView): OptionDraft[] {
  const department = complaint.findings.at(-1)?.department ?? complaint.department ?? ''
  if (complaint.findings.at(-1)?.founded === false) return [{ lines: [remedyDraft('explanation', 'law')] }]
  const lines = new Map<RemedyKind, RemedyDraft>()
  for (const want of complaint.wants) {
    const [kind, basis] = answers[want]
    lines.set(kind, {
      ...remedyDraft(kind, basis),
      amountFen: kind === 'compensation' ? yuanOf(complaint.claimFen) : '',
      department: kind === 'apology' || kind === 'explanation' ? '' : department,
    })
  }
  return [{ lines: lines.size === 0 ? [remedyDraft('explanation', 'law')] : [...lines.values()] }]
}

/**
 * An empty remedy line.
 * @param kind of the remedy
 * @param basis why it is given
 */
export function remedyDraft(kind: RemedyKind, basis: RemedyBasis): RemedyDraft {
  return { kind, basis, amountFen: '', detail: '', department: '', dueOn: '' }
}
