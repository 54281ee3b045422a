import type { CaseState } from '../../domain/case/vocabulary.ts'
import type { HandoverCounts, HandoverKind, HandoverWhy } from '../../domain/handover.ts'
import type { State } from '../../domain/vocabulary.ts'
import type { SessionView } from './views.ts'

/* What the desk answers about handovers 交接班 (process section 9). */

/** Where a line leads: the record as it is now. */
export interface HandoverTarget {
  to: 'complaint' | 'case' | 'custody'
  id: string
}

/** One line of what is open now. */
export interface HandoverLineView {
  kind: HandoverKind
  recordId: string
  number: string
  /** When the clock, promise or contact is due. */
  dueAt: string | null
  why: HandoverWhy | null
  /** Name, goods and first words; an anonymous customer has no name in it. */
  what: string
  target: HandoverTarget
}

/** What the button gathers. */
export interface HandoverGathered {
  lines: HandoverLineView[]
  /** How many there are of each kind; where more than are listed, the lists of the desk have the rest. */
  totals: Record<HandoverKind, number>
  counts: HandoverCounts
  /** From when on the shift's counts run. */
  since: string
}

export interface HandoverSummary {
  id: string
  number: string
  at: string
  since: string
  outgoing: string
  incoming: string
  counts: HandoverCounts
  totals: Record<HandoverKind, number>
  /** When the incoming person read it; null until then. */
  openedAt: string | null
}

/** A handover as it was printed, each line with how its record stands now. */
export interface HandoverView extends HandoverSummary {
  incomingId: string
  remarks: string
  lines: (HandoverLineView & {
    remark: string
    /** Of the complaint or case now; null for goods in custody and promises. */
    state: State | CaseState | null
    /** Still open now. */
    open: boolean
  })[]
}

/** What the outgoing window is told: who sits there now, and what was no longer there when it was recorded. */
export interface HandedOver {
  id: string
  number: string
  session: SessionView
  vanished: { kind: HandoverKind; recordId: string; remark: string }[]
  /** Lines that came while the remarks were written. */
  added: number
}
