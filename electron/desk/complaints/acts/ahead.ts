import { storeDay } from '../../../../domain/working-time.ts'
import { DeskError } from '../../errors.ts'
import type { Act } from './act.ts'

/** A year: nothing is agreed on for longer, and the clocks count every day of it. */
const longestDays = 366
const dayMs = 86_400_000

/**
 * An instant that was agreed on lies ahead, and not more than a year.
 * @param act the command
 * @param instant ISO 8601
 * @param field the input field to name
 * @returns instant, ms
 * @throws DeskError invalid/in_the_past, invalid/too_far_ahead
 */
export function agreedAhead(act: Pick<Act, 'now'>, instant: string, field: string): number {
  const at = Date.parse(instant)
  if (at <= act.now) throw new DeskError('invalid', 'in_the_past', { field })
  if (at > act.now + longestDays * dayMs) throw new DeskError('invalid', 'too_far_ahead', { field })
  return at
}

/**
 * A civil date that is promised or asked for is today or later in store time, and not more than a year ahead.
 * @param act the command
 * @param date YYYY-MM-DD; null where none is named
 * @param field the input field to name
 * @throws DeskError invalid/in_the_past, invalid/too_far_ahead
 */
export function promisable(act: Pick<Act, 'now' | 'policy'>, date: string | null, field: string): void {
  if (date === null) return
  const today = storeDay(act.now, act.policy)
  if (date < today) throw new DeskError('invalid', 'in_the_past', { field })
  if (date > storeDay(act.now + longestDays * dayMs, act.policy))
    throw new DeskError('invalid', 'too_far_ahead', { field })
}
