import type { ComplaintFacts } from '../../../domain/complaint/judge.ts'
import { refusal, targetOf } from '../../../domain/complaint/judge.ts'
import type { Goodwill } from '../../../domain/complaint/resolution.ts'
import type { Policy } from '../../../domain/policy.ts'
import type { ComplaintView } from '../../../electron/desk/views.ts'

/** Who may put this resolution in force (process sections 1 and 14). */
export interface SigningPath {
  readonly supervisorMaySign: boolean
  /** Beyond the manager's limit: the store signs, then head office approves. */
  readonly needsHeadOffice: boolean
}

/**
 * Ask the table itself who may sign, with somebody who did not write the paper.
 * @param complaint level and handler
 * @param goodwill of the resolution in hand, recorded or not
 * @param policy the policy in force
 */
export function signingPath(
  complaint: Pick<ComplaintView, 'level' | 'round' | 'department' | 'anonymous'>,
  goodwill: Goodwill,
  policy: Policy,
): SigningPath {
  const facts: ComplaintFacts = {
    state: 'awaiting_signature',
    level: complaint.level,
    round: complaint.round,
    handlerId: null,
    department: complaint.department,
    sheetDepartment: null,
    taskDepartments: [],
    anonymous: complaint.anonymous,
    hasFinding: true,
    resolution: {
      preparers: [],
      gaps: [],
      goodwill,
      options: 1,
      offered: 0,
      nothingToExecute: [false],
      approvedByHeadOffice: false,
    },
    rejections: 0,
    visitAttemptDays: 0,
    unreachableDays: 0,
    onHold: false,
    outcomeNoticeGiven: false,
    hasOpenCase: false,
  }
  const supervisor = { staffId: '', role: 'supervisor', department: null } as const
  const manager = { staffId: '', role: 'manager', department: null } as const
  return {
    supervisorMaySign: refusal('sign', supervisor, facts, policy) === null,
    needsHeadOffice: targetOf('sign', manager, facts, policy).state === 'awaiting_approval',
  }
}
