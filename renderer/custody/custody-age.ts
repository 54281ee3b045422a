import type { StoreTime } from '../i18n/format.ts'

/** How long goods have lain, said in a word once it is long: over a week from day 8, over a month from day 31. */
export type CustodyStanding = 'fresh' | 'week' | 'month'

export interface CustodyAge {
  /** Civil days in store time since they were received; that day is 0. */
  readonly days: number
  readonly standing: CustodyStanding
}

const dayMs = 86_400_000

/**
 * How long goods have been, or were, in custody.
 * @param receivedAt when they were received, ISO 8601 UTC
 * @param until now, or when custody ended, ISO 8601 UTC
 * @param store tells the civil date of an instant
 */
export function custodyAge(receivedAt: string, until: string, store: Pick<StoreTime, 'date'>): CustodyAge {
  const days = Math.max(0, (Date.parse(store.date(until)) - Date.parse(store.date(receivedAt))) / dayMs)
  return { days, standing: days > 30 ? 'month' : days > 7 ? 'week' : 'fresh' }
}
