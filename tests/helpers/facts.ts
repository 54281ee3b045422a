import type { ComplaintFacts, Person } from '../../domain/complaint/judge.ts'

export const clerk: Person = { staffId: 'clerk', role: 'clerk', department: null }
export const supervisor: Person = { staffId: 'supervisor', role: 'supervisor', department: null }
export const manager: Person = { staffId: 'manager', role: 'manager', department: null }

/** Goodwill of which nothing rests on a law. */
export const goodwill = (totalFen: number, cashFen: number): Paper['goodwill'] => ({
  totalFen,
  cashFen,
  withCited: { totalFen, cashFen },
})

type Paper = NonNullable<ComplaintFacts['resolution']>
export const paper: Paper = {
  preparers: ['clerk'],
  gaps: [],
  goodwill: goodwill(0, 0),
  options: 1,
  offered: 0,
  nothingToExecute: [false],
  approvedByHeadOffice: false,
}
export const fresh: ComplaintFacts = {
  state: 'registered',
  level: 2,
  round: 1,
  handlerId: 'clerk',
  department: null,
  sheetDepartment: null,
  taskDepartments: [],
  anonymous: false,
  hasFinding: false,
  resolution: null,
  rejections: 0,
  visitAttemptDays: 0,
  unreachableDays: 0,
  onHold: false,
  outcomeNoticeGiven: false,
  hasOpenCase: false,
}
