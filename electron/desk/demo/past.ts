import { asc } from 'drizzle-orm'
import * as t from '../../../db/schema.ts'
import { nextCaseLook, watchCases } from '../../jobs/case-watch.ts'
import { lookAt } from '../../jobs/look.ts'
import { breakDue } from '../../jobs/promise-watch.ts'
import type { Caller, DeskContext } from '../context.ts'
import { signedInAs, staffByNumber } from '../people/staff.ts'

/** The desk at moments of the past. */
export interface Past {
  /** Its clock shows the moment. */
  readonly desk: DeskContext
  /** @param at instant, ms */
  goTo(at: number): void
  /** As `goTo`, with everything that fell due on the way, as if the desk had been open all the time. */
  liveUntil(at: number): void
  /**
   * @param number of a member of staff
   * @throws Error when there is none
   */
  callerOf(number: string): Caller
}

/**
 * The desk at moments of the past; whoever acts there is taken at their word, because nobody is there to type.
 * @param desk of the store that is being made
 */
export function pastOf(desk: DeskContext): Past {
  let at = desk.clock.now()
  const past: DeskContext = {
    ...desk,
    clock: { ...desk.clock, now: () => at },
    pins: { ...desk.pins, check: () => Promise.resolve() },
    // What fell due is looked at between the events, by the past's own clock.
    sweeper: { ...desk.sweeper, plan: () => {}, catchUp: () => {}, catchUpCase: () => {} },
    promiseWatch: { ...desk.promiseWatch, plan: () => {} },
  }

  function goTo(instant: number): void {
    at = instant
  }

  return {
    desk: past,
    goTo,
    liveUntil(instant) {
      for (;;) {
        const due = past.file.orm.select().from(t.sweep).orderBy(asc(t.sweep.at)).limit(1).get()
        const caseAt = nextCaseLook(past)
        const next = Math.min(due?.at ?? Number.POSITIVE_INFINITY, caseAt)
        if (next > instant) break
        goTo(Math.max(at, next))
        if (due !== undefined && due.at <= caseAt) lookAt(past, [due.complaintId], Number.POSITIVE_INFINITY)
        else watchCases(past)
      }
      goTo(instant)
      breakDue(past)
    },
    callerOf(number) {
      const staff = staffByNumber(past.file.orm, number)
      if (staff === null) throw new Error(`No demo staff ${number}`)
      return { desk: past, me: signedInAs(staff), token: '' }
    },
  }
}
