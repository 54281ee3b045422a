import { needsInspection } from '../../domain/case/plan.ts'
import { type CaseReason, type CaseState, isCaseEnded } from '../../domain/case/vocabulary.ts'
import type { CaseView } from '../../electron/desk/case-views.ts'

/** The six steps of a case, as the strip shows them. */
export const caseSteps = ['open', 'inspect', 'plan', 'sign', 'carry_out', 'done'] as const
export type CaseStep = (typeof caseSteps)[number]

/**
 * done: over; now: what the case waits for; ahead: still to come; skipped: not needed for this case; off: the case came to
 * nothing before it.
 */
export type StepStanding = 'done' | 'now' | 'ahead' | 'skipped' | 'off'

/** The step that a running case waits for. */
const stepOfState: Partial<Record<CaseState, CaseStep>> = {
  opened: 'inspect',
  inspected: 'plan',
  planned: 'plan',
  awaiting_signature: 'sign',
  awaiting_approval: 'sign',
  approved: 'carry_out',
  done: 'done',
}

/**
 * How each step stands. Goods that never arrived need no inspection; what the law, an authorisation or one's own limit
 * grants needs no signature.
 * @param view state, reason and plan of the case
 */
export function stepStandings(
  view: Pick<CaseView, 'state' | 'withoutSignature' | 'inspection' | 'plan'> & { reason: CaseReason },
): { step: CaseStep; standing: StepStanding }[] {
  let current = stepOfState[view.state] ?? lastReached(view)
  if (current === 'inspect' && !needsInspection(view.reason)) current = 'plan'
  const at = caseSteps.indexOf(current)
  return caseSteps.map((step, index) => {
    const skipped =
      (step === 'inspect' && !needsInspection(view.reason)) ||
      (step === 'sign' && view.withoutSignature !== null)
    if (skipped && index !== at) return { step, standing: 'skipped' }
    if (index < at || view.state === 'done') return { step, standing: 'done' }
    if (isCaseEnded(view.state)) return { step, standing: 'off' }
    return { step, standing: index === at ? 'now' : 'ahead' }
  })
}

/** The first step that did not happen any more in a case that was given up. */
function lastReached({ plan, inspection }: Pick<CaseView, 'inspection' | 'plan'>): CaseStep {
  if (plan !== null) return plan.approvedAt === null ? 'sign' : 'carry_out'
  return inspection === null ? 'inspect' : 'plan'
}
