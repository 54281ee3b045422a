import { createHash } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'

/** The night in store time over which the stores' pushes are spread: 01:00 to 05:00. */
const nightFromMinutes = 60
const nightMinutes = 240

const firstRetryMs = 2_000
const longestRetryMs = 10 * 60_000

/**
 * The store's own minute of the night, so that not all stores push at once.
 * @param storeCode the store's code
 * @param timeZone store time
 * @param now instant, ms
 * @returns the next instant of that minute, ms
 */
export function nextNightly(storeCode: string, timeZone: string, now: number): number {
  const spread = createHash('sha256').update(storeCode).digest().readUInt32BE(0) % nightMinutes
  const time = Temporal.PlainTime.from({ hour: 0 }).add({ minutes: nightFromMinutes + spread })
  const here = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone)
  const tonight = here.withPlainTime(time)
  const next = tonight.epochMilliseconds > now ? tonight : tonight.add({ days: 1 })
  return next.epochMilliseconds
}

/**
 * Exponential back-off with full jitter: anything between nothing and the doubled step.
 * @param failures failed rounds in a row, from 1
 * @param random between 0 and 1
 * @returns ms to wait
 */
export function backOff(failures: number, random: number): number {
  return Math.round(Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(failures, 16)) * random)
}
