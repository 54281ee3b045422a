import type { Writer } from '../../../../db/recorder.ts'
import type { Entity, RecordOf } from '../../../../db/records.ts'
import type { CaseActionInputs } from '../../../../domain/case/input.ts'
import type { CaseFacts } from '../../../../domain/case/judge.ts'
import type { CaseAction } from '../../../../domain/case/moves.ts'
import type { CaseState } from '../../../../domain/case/vocabulary.ts'
import type { Policy } from '../../../../domain/policy.ts'
import type { DeskContext } from '../../context.ts'
import type { PreparedFile } from '../../files/vault.ts'
import type { SignedIn } from '../../people/sessions.ts'
import type { PlanRow, ReturnCase, WholeCase } from '../whole.ts'

/** A command on a case while its transaction is open: what is known, and where to write. */
export interface CaseAct {
  readonly desk: DeskContext
  readonly writer: Writer
  readonly me: SignedIn
  readonly policy: Policy
  /** Instant of the command, ms. */
  readonly now: number
  /** As it was before. */
  readonly whole: WholeCase
  readonly facts: CaseFacts
  /** Where the table leads. */
  readonly target: CaseState
  /** Files that were sealed before the transaction began. */
  readonly files: readonly PreparedFile[]
}

/** What an action changes; the caller writes it. */
export interface CaseEffects {
  /** Columns of the case besides state, version, end and what its clocks decide. */
  readonly row?: Partial<ReturnCase>
  /** The plan that counts from now on: written; null = none does any more. Left out = as before. */
  readonly plan?: PlanRow | null
  /** The lines are taken as the purchase has them now. */
  readonly takenAnew?: boolean
  /** Other records, in the order in which they are written; each with the customer whose key seals it. */
  readonly records?: readonly CaseChild[]
  readonly facts?: Record<string, string | number | boolean>
  /** Reasons, the customer's words: personal. */
  readonly words?: Record<string, string>
}

/** Kinds that belong to a case and carry personal columns; `customerId` where it is not the customer of this case. */
export type CaseChild = {
  [E in 'case_inspection' | 'case_repair' | 'serial_swap' | 'custody']: {
    readonly entity: E & Entity
    readonly record: RecordOf<E>
    readonly customerId?: string
  }
}['case_inspection' | 'case_repair' | 'serial_swap' | 'custody']

/** Some actions of the table: from parsed input to what each changes. */
export type CasePerformers<A extends CaseAction = CaseAction> = {
  readonly [K in A]: (act: CaseAct, input: CaseActionInputs[K]) => CaseEffects
}
