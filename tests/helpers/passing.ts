import type { LevelRow } from '../../electron/desk/complaints/clock-rows.ts'
import type { SettableClock } from './clock.ts'
import type { TestDesk } from './desk.ts'
import { watchFile } from './watch.ts'

export const minuteMs = 60_000
export const hourMs = 3_600_000
export const dayMs = 86_400_000

/** Lets what a timer began come to its end: the desk works in pieces and lets others in between. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

/**
 * Lets time pass at a desk that is on: its timers run when they fall due.
 * @param clock the desk's
 * @param ms how long
 * @param stepMs how far at once; a desk that slept through one of these steps wakes at its end
 */
export async function pass(clock: SettableClock, ms: number, stepMs = 10 * minuteMs): Promise<void> {
  for (let left = ms; left > 0; left -= stepMs) {
    clock.advance(Math.min(left, stepMs))
    await settled()
    // A timer that was set after the step and is due already.
    clock.advance(0)
    await settled()
  }
}

/** What the file says of one complaint. */
export interface Kept {
  readonly raises: { at: string; recordedAt: string; from: number; to: number; rule: string }[]
  readonly late: { clock: string; dueAt: string; recordedAt: string }[]
}

const iso = (at: number) => new Date(at).toISOString()

/**
 * Level changes and late clocks as they are written down, in the order in which they were.
 * @param desk a running desk
 * @param complaintId the complaint
 */
export function kept(desk: Pick<TestDesk, 'dataDir'>, complaintId: string): Kept {
  const { raw, close } = watchFile(desk)
  try {
    const raises = raw
      .prepare<[string], LevelRow>(
        `SELECT complaint_id AS complaintId, due_at AS at, recorded_at AS recordedAt, from_level AS fromLevel,
         to_level AS toLevel, rule FROM level_change WHERE complaint_id = ? ORDER BY rowid`,
      )
      .all(complaintId)
      .map(({ at, recordedAt, fromLevel, toLevel, rule }) => ({
        at: iso(at),
        recordedAt: iso(recordedAt),
        from: fromLevel,
        to: toLevel,
        rule,
      }))
    const late = raw
      .prepare<[string], { clock: string; dueAt: number; recordedAt: number }>(
        `SELECT clock, due_at AS dueAt, recorded_at AS recordedAt FROM late_clock WHERE complaint_id = ?
         ORDER BY rowid`,
      )
      .all(complaintId)
      .map(({ clock, dueAt, recordedAt }) => ({ clock, dueAt: iso(dueAt), recordedAt: iso(recordedAt) }))
    return { raises, late }
  } finally {
    close()
  }
}
