import type { StoreTime } from '../../i18n/format.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
/** Distances between marks that people read at a glance. */
const steps = [1, 2, 3, 6, 12, 24, 48, 96, 168, 336, 720, 1440, 2880, 8760].map((hours) => hours * hourMs)

/** A mark of the time axis. */
export interface Mark {
  /** Instant, ms. */
  readonly at: number
  readonly label: string
}

/** Instants on a line of so many pixels. */
export interface TimeScale {
  readonly from: number
  readonly to: number
  /** Pixels from the left edge; instants outside of the scale lie on its edge. */
  readonly x: (at: number) => number
  readonly marks: readonly Mark[]
}

/** The store's midnight nearest to an instant. */
function nearestMidnight(at: number, time: StoreTime): number {
  const [hours = 0, minutes = 0] = time.time(new Date(at).toISOString()).split(':').map(Number)
  const since = hours * hourMs + minutes * minuteMs
  const whole = Math.floor(at / minuteMs) * minuteMs
  return since <= dayMs / 2 ? whole - since : whole + dayMs - since
}

/** Marks that lie on whole hours or on the store's midnights. */
function marksOf(from: number, to: number, step: number, time: StoreTime): Mark[] {
  const marks: Mark[] = []
  const first = nearestMidnight(from, time) - dayMs
  for (let at = first; at <= to; at += step) {
    // A day that daylight saving makes longer or shorter does not shift the days after it.
    const shown = step >= dayMs ? nearestMidnight(at, time) : at
    if (shown < from || shown > to) continue
    const instant = new Date(shown).toISOString()
    const day = time.date(instant).slice(5)
    const clock = time.time(instant)
    marks.push({ at: shown, label: step >= dayMs || clock === '00:00' ? day : clock })
  }
  return marks
}

/**
 * Lays a span of time on a line.
 * @param from where it begins, ms
 * @param to where it ends, ms
 * @param width of the line in pixels
 * @param time the store's time zone
 * @param apart pixels that a mark needs at least
 */
export function timeScale(from: number, to: number, width: number, time: StoreTime, apart = 56): TimeScale {
  const span = Math.max(to - from, hourMs)
  const end = from + span
  const most = Math.max(1, Math.floor(width / apart))
  const step = steps.find((each) => span / each <= most) ?? Math.ceil(span / most / dayMs) * dayMs
  return {
    from,
    to: end,
    x: (at) => ((Math.min(Math.max(at, from), end) - from) / span) * width,
    marks: marksOf(from, end, step, time),
  }
}
