import type { Action } from '../../domain/complaint/moves.ts'
import { actions } from '../../domain/complaint/moves.ts'
import type { State } from '../../domain/vocabulary.ts'
import { states } from '../../domain/vocabulary.ts'

/*
 * The table of process section 3 as it is written there, set down by hand a second time and never derived from the code
 * that it tests. x = allowed. Conditions besides state and person are tested one by one elsewhere.
 *
 * States: R registered, A accepted, I investigating, D dispatched, P proposing, S awaiting signature, H awaiting head
 * office, G signed, C communicated, X executing, E executed | L closed, W withdrawn, M merged, V voided, U unsettled.
 * People: Ch the handler, a clerk; C another clerk; Th the handler, a technician; T another technician; Do staff of the
 * department that the complaint is with; Dx of another department; S supervisor; M manager.
 */
const written = `
                     R A I D P S H G C X E | L W M V U  Ch C Th T Do Dx S M  leads to
accept               x . . . . . . . . . . | . . . . .  x  x x  x .  .  x x  accepted
settle_at_counter    . x x . . . . . . . . | . . . . .  x  . x  . .  .  x x  closed
investigate          . x . . . . . . . . . | . . . . .  x  . x  . .  .  x x  investigating
record_finding       . . x . x . . . . . . | . . . . .  x  . x  . .  .  x x  proposing
dispatch             . x x . x . . . . . . | . . . . .  x  . x  . .  .  x x  dispatched
department_answer    . . . x . . . . . . . | . . . . .  x  . x  . x  .  x x  proposing
recall_dispatch      . . . x . . . . . . . | . . . . .  x  . x  . .  .  x x  proposing
propose              . . . . x . . . . . . | . . . . .  x  . x  . .  .  x x  proposing
submit               . . . . x . . . . . . | . . . . .  x  . x  . .  .  x x  awaiting_signature
sign                 . . . . . x . . . . . | . . . . .  .  . .  . .  .  x x  signed
return_for_rework    . . . . . x . . . . . | . . . . .  .  . .  . .  .  x x  proposing
head_office_ruling   . . . . . . x . . . . | . . . . .  .  . .  . .  .  . x  signed
communicate          . . . . . . . x . . . | . . . . .  x  . x  . .  .  x x  communicated
customer_accepts     . . . . . . . . x . . | . . . . .  x  . x  . .  .  x x  executing
customer_rejects     . . . . . . . . x . . | . . . . .  x  . x  . .  .  x x  proposing
task_done            . . . . . . . . . x . | . . . . .  x  . x  . x  .  x x  same
complete_execution   . . . . . . . . . x . | . . . . .  x  . x  . .  .  x x  executed
outcome_notice       . . . . . . . x x x x | . . . . .  x  . x  . .  .  x x  same
return_visit         . . . . . . . . . . x | . . . . .  x  x .  . .  .  x x  closed
close_without_visit  . . . . . . . . . . x | . . . . .  .  . .  . .  .  x x  closed
end_unsettled        . . . . x . . . x . x | . . . . .  .  . .  . .  .  . x  unsettled
withdraw             x x x x x x x x x x x | . . . . .  x  . x  . .  .  x x  withdrawn
merge                x x x x x x x x x x x | . . . . .  x  . x  . .  .  x x  merged
void                 x x x x x x x x x x x | . . . . .  .  . .  . .  .  . x  voided
reopen               . . . . . . . . . . . | x x . . x  .  . .  . .  .  . x  proposing
log_contact          x x x x x x x x x x x | . . . . .  x  x x  x x  x  x x  same
add_file             x x x x x x x x x x x | . . . . .  x  x x  x x  x  x x  same
note                 x x x x x x x x x x x | . . . . .  x  x x  x x  x  x x  same
reassign             x x x x x x x x x x x | . . . . .  x  x x  x .  .  x x  same
change_department    x x x x x x x x x x x | . . . . .  x  . x  . .  .  x x  same
hold                 x x x x x x x x x x x | . . . . .  x  . x  . .  .  x x  same
release              x x x x x x x x x x x | . . . . .  x  . x  . .  .  x x  same
raise_level          x x x x x x x x x x x | . . . . .  x  x x  x x  x  x x  same
lower_level          x x x x x x x x x x x | . . . . .  .  . .  . .  .  . x  same
postpone             x x x x x x x . . . . | . . . . .  x  . x  . .  .  x x  same
`

/** The people of the table, in the order of its columns. */
export const cast = [
  'handling_clerk',
  'clerk',
  'handling_technician',
  'technician',
  'own_department',
  'other_department',
  'supervisor',
  'manager',
] as const
export type Cast = (typeof cast)[number]

export interface WrittenRow {
  readonly action: Action
  readonly from: ReadonlySet<State>
  readonly who: ReadonlySet<Cast>
  /** The state that an ordinary run of the action leads to. */
  readonly to: State | 'same'
}

function marked<T>(names: readonly T[], marks: readonly string[]): Set<T> {
  return new Set(names.filter((_, index) => marks[index] === 'x'))
}

function rowOf(line: string): WrittenRow {
  const [name, ...marks] = line.replace('|', ' ').trim().split(/\s+/)
  const action = actions.find((each) => each === name)
  const to = [...states, 'same' as const].find((each) => each === marks.at(-1))
  if (action === undefined || to === undefined || marks.length !== states.length + cast.length + 1)
    throw new Error(`Not a row of the table: ${line}`)
  return {
    action,
    from: marked(states, marks.slice(0, states.length)),
    who: marked(cast, marks.slice(states.length)),
    to,
  }
}

/** The rows of process section 3, by action. */
export const sectionThree: ReadonlyMap<Action, WrittenRow> = new Map(
  written
    .trim()
    .split('\n')
    .slice(1)
    .map(rowOf)
    .map((row) => [row.action, row]),
)
