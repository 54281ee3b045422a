import type { Policy } from '../../../domain/policy.ts'
import { storeTimeOf } from '../../../domain/store-time.ts'
import { storeDay, workingDaysAfter } from '../../../domain/working-time.ts'

const minuteMs = 60_000

/** What begins some window days before now and goes on step by step. */
export interface Life {
  /** Window days before now; 0.5 is half a window. */
  readonly ago: number
  /** It begins so that its reply is due at the end of today, where today is a working day. */
  readonly dueToday?: boolean
  readonly life: readonly { readonly action: string; readonly wait: number | undefined }[]
}

/** One thing that happens in the demo store: the beginning of a life (`step` null) or a step of it. */
export interface Planned<L extends Life> {
  /** Instant, ms. */
  readonly at: number
  readonly of: L
  readonly step: L['life'][number] | null
}

/** Window minutes that usually pass before an action; what is not named takes an hour. */
const usualWait: Readonly<Record<string, number>> = {
  accept: 9,
  log_contact: 14,
  settle_at_counter: 21,
  investigate: 35,
  record_finding: 90,
  dispatch: 40,
  department_answer: 240,
  propose: 45,
  submit: 12,
  sign: 60,
  communicate: 40,
  customer_accepts: 25,
  customer_rejects: 60,
  complete_execution: 200,
  return_visit: 930,
  reopen: 640,
  end_unsettled: 410,
  inspect: 25,
  plan: 15,
  finish: 3,
}

/**
 * Instants inside the window, counted back from now: a window day ago is the same time on the store day before.
 * @param now instant, ms
 * @param policy window and time zone
 * @returns takes window minutes, gives an instant that is never after now
 */
export function countBack(now: number, policy: Policy): (minutes: number) => number {
  const time = storeTimeOf(policy)
  return (minutes) => {
    let day = time.dayAt(now)
    let end = Math.min(now, day.closesAt - minuteMs)
    let left = minutes * minuteMs
    while (end - left < day.opensAt) {
      left -= Math.max(0, end - day.opensAt)
      day = time.day(day.index - 1)
      end = day.closesAt - minuteMs
    }
    return Math.round(end - left)
  }
}

/** Window minutes of a store day. */
function windowMinutes(now: number, policy: Policy): number {
  const { opensAt, closesAt } = storeTimeOf(policy).dayAt(now)
  return (closesAt - minuteMs - opensAt) / minuteMs
}

/** How many window minutes ago it came in so that its reply is due today; as written when no day gives that. */
function beganAgo(life: Life, now: number, policy: Policy, dayMinutes: number): number {
  const asWritten = life.ago * dayMinutes
  if (life.dueToday !== true) return asWritten
  const back = countBack(now, policy)
  const today = storeDay(now, policy)
  const share = (life.ago % 1) * dayMinutes
  for (let days = 2; days < 16; days += 1) {
    const minutes = days * dayMinutes + share
    const due = workingDaysAfter(back(minutes), policy.clocks.replyDays, policy)
    if (storeDay(due.at, policy) === today) return minutes
  }
  return asWritten
}

/**
 * Everything that happens in some lives, in its order, ending now.
 * @param lives complaints, cases and what else goes on in the store
 * @param now instant, ms
 * @param policy window, calendar and time zone
 */
export function planOf<L extends Life>(lives: readonly L[], now: number, policy: Policy): Planned<L>[] {
  const back = countBack(now, policy)
  const dayMinutes = windowMinutes(now, policy)
  const planned = lives.flatMap((of) => {
    const ago = beganAgo(of, now, policy, dayMinutes)
    const waits = of.life.map(({ action, wait }, index) => wait ?? (usualWait[action] ?? 60) + index * 3)
    const whole = waits.reduce((sum, wait) => sum + wait, 0)
    // A life that would reach beyond now goes faster.
    const pace = Math.min(1, (ago - 2) / Math.max(whole, 1))
    let left = ago
    const begun: Planned<L> = { at: back(ago), of, step: null }
    const steps = of.life.map((step, index): Planned<L> => {
      left -= (waits[index] ?? 0) * pace
      return { at: back(left), of, step }
    })
    return [begun, ...steps]
  })
  // Stable: what happens in one life at the same millisecond keeps its order.
  return planned.sort((a, b) => a.at - b.at)
}
