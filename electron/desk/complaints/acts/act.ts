import type { Writer } from '../../../../db/recorder.ts'
import type { Entity, RecordOf } from '../../../../db/records.ts'
import type { ActionInputs } from '../../../../domain/complaint/input.ts'
import type { ComplaintFacts } from '../../../../domain/complaint/judge.ts'
import type { Action } from '../../../../domain/complaint/moves.ts'
import type { Policy } from '../../../../domain/policy.ts'
import type { DeskContext } from '../../context.ts'
import type { PreparedFile } from '../../files/vault.ts'
import type { SignedIn } from '../../people/sessions.ts'
import type { Complaint } from '../facts.ts'

/** A command on a complaint while its transaction is open: what is known, and where to write. */
export interface Act {
  readonly desk: DeskContext
  readonly writer: Writer
  readonly me: SignedIn
  readonly policy: Policy
  /** Instant of the command, ms. */
  readonly now: number
  /** As it was before. */
  readonly complaint: Complaint
  readonly facts: ComplaintFacts
  /** Where the table leads. */
  readonly target: { readonly state: Complaint['state']; readonly round: number; readonly offered: number }
  /** Files that were sealed before the transaction began. */
  readonly files: readonly PreparedFile[]
  /** The second person whose PIN was given, where the table wants one. */
  readonly approver: SignedIn | null
}

/** What an action changes; the caller writes it. */
export interface Effects {
  /** Columns of the complaint besides state, round, offered option, version and what its clocks decide. */
  readonly complaint?: Partial<Complaint>
  /** Other records of this complaint, in the order in which they are written. */
  readonly records?: readonly ChildRecord[]
  /** The record that the line in "what happened" points to. */
  readonly recordId?: string
  readonly facts?: Record<string, string | number | boolean>
  /** Reasons, the customer's words: personal. */
  readonly words?: Record<string, string>
  /** Another complaint that is changed by the same command (merge), and what is recorded of it; its clocks are computed anew. */
  readonly other?: { readonly complaint: Complaint; readonly records: readonly ChildRecord[] }
}

/** A contact may belong to a refund and exchange case instead. */
type ContactRecord = RecordOf<'contact'>

/** Kinds that belong to one complaint and carry personal columns. */
export type ChildRecord = {
  [E in Entity]: RecordOf<E> extends { complaintId: string } | ContactRecord
    ? { entity: E; record: RecordOf<E> }
    : never
}[Entity]

/** One action of the table: from parsed input to what it changes. */
export type Performers = { readonly [A in Action]: (act: Act, input: ActionInputs[A]) => Effects }
