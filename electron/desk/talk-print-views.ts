import type { CallListPrint } from './contact-views.ts'
import type { HandoverView } from './handover-views.ts'
import type { PrintHead } from './print-views.ts'

/* What the papers of talks and shifts say (process sections 8 and 9). */

/** 交接班记录: internal; the lines as they stood when the shift changed hands. */
export interface HandoverPrint extends PrintHead {
  kind: 'handover'
  handover: HandoverView
}

export type TalkPrint = HandoverPrint | CallListPrint
