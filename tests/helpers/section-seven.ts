import type { CaseAction } from '../../domain/case/moves.ts'
import { caseActions } from '../../domain/case/moves.ts'
import type { CaseState } from '../../domain/case/vocabulary.ts'
import { caseStates, openCaseStates } from '../../domain/case/vocabulary.ts'

/*
 * The table of a refund or exchange case (process section 7) set down by hand a second time and never derived from the
 * code that it tests. x = allowed. Conditions besides state and person are tested one by one elsewhere.
 *
 * States: O opened, I inspected, P planned, S awaiting signature, H awaiting head office, A approved; nothing may be done
 * with one that has ended.
 * People: Ch the handler, a clerk; C another clerk; Th the handler, a technician; T another technician; D staff of a
 * department; S supervisor; M manager.
 */
const written = `
                     O I P S H A | Ch C Th T D S M  leads to
inspect              x x x . . x | x  . x  x . x x  inspected
receive_goods        x x x x x x | x  x x  x . x x  same
plan                 x x x . . x | x  . x  . . x x  planned
submit               . . x . . . | x  . x  . . x x  approved
sign                 . . . x . . | .  . .  . . x x  approved
return_for_rework    . . . x . . | .  . .  . . x x  planned
head_office_ruling   . . . . x . | .  . .  . . . x  approved
take_payment         . . . . . x | x  . x  . . x x  same
pay_out              . . . . . x | x  . x  . . x x  same
start_repair         . . . . . x | x  . x  x . x x  same
end_repair           . . . . . x | x  . x  x . x x  same
goods_out            . . . . . x | x  . x  . . x x  same
finish               . . . . . x | x  . x  . . x x  done
adopt_purchase       x x x x x x | x  . x  . . x x  begun_again
decline              x x x . . . | x  . x  . . x x  declined
withdraw             x x x x x x | x  . x  . . x x  withdrawn
void                 x x x x x x | .  . .  . . . x  voided
reassign             x x x x x x | x  x x  x . x x  same
link_complaint       x x x x x x | x  . x  . . x x  same
add_file             x x x x x x | x  x x  x x x x  same
note                 x x x x x x | x  x x  x x x x  same
`

/** The people of the table, in the order of its columns. */
export const caseCast = [
  'handling_clerk',
  'clerk',
  'handling_technician',
  'technician',
  'department',
  'supervisor',
  'manager',
] as const
export type CaseCast = (typeof caseCast)[number]

export interface WrittenCaseRow {
  readonly action: CaseAction
  readonly from: ReadonlySet<CaseState>
  readonly who: ReadonlySet<CaseCast>
  /** The state that an ordinary run of the action leads to; `begun_again`: as far as it was inspected. */
  readonly to: CaseState | 'same' | 'begun_again'
}

function marked<T>(names: readonly T[], marks: readonly string[]): Set<T> {
  return new Set(names.filter((_, index) => marks[index] === 'x'))
}

function rowOf(line: string): WrittenCaseRow {
  const [name, ...marks] = line.replace('|', ' ').trim().split(/\s+/)
  const action = caseActions.find((each) => each === name)
  const to = [...caseStates, 'same' as const, 'begun_again' as const].find((each) => each === marks.at(-1))
  if (
    action === undefined ||
    to === undefined ||
    marks.length !== openCaseStates.length + caseCast.length + 1
  )
    throw new Error(`Not a row of the table: ${line}`)
  return {
    action,
    from: marked<CaseState>(openCaseStates, marks.slice(0, openCaseStates.length)),
    who: marked(caseCast, marks.slice(openCaseStates.length)),
    to,
  }
}

/** The rows of the table, one per action. */
export const sectionSeven: readonly WrittenCaseRow[] = written.trim().split('\n').slice(1).map(rowOf)
