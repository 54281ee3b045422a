import type { ClockKind } from './clocks.ts'
import type { Policy } from './policy.ts'
import { storeTimeOf } from './store-time.ts'

/** What one shift leaves to the next 交接班 (process section 9). Instants are milliseconds. */

/** What a shift hands over, in the order in which it is gathered (process section 9). */
export const handoverKinds = [
  'late_clock',
  'next_clock',
  'promise',
  'custody',
  'awaiting_signature',
  'contact',
] as const
export type HandoverKind = (typeof handoverKinds)[number]

/** Which clock runs, or what a contact is for: an hour that was agreed, or a signed text that nobody has told yet. */
export type HandoverWhy = ClockKind | 'agreed' | 'communicate'

/** What the shift did itself, since the last handover. */
export const handoverCounts = [
  'recorded',
  'accepted',
  'contacted',
  'closed',
  'casesOpened',
  'paidOutFen',
] as const
export type HandoverCounts = Record<(typeof handoverCounts)[number], number>

/** Clocks that a word to the customer stops, or that ask for one (process section 6). */
export const contactClocks: readonly ClockKind[] = [
  'first_contact',
  'major_call_back',
  'progress_word',
  'return_visit',
]

/** Something open, with its name and first words. */
export interface OpenMatter {
  /** The complaint or case; for goods in custody and promises these themselves. */
  readonly recordId: string
  readonly customerId: string
  readonly number: string
  readonly what: string
}

/** A complaint or case with the clock of it that ends first. */
export interface RunningClock extends OpenMatter {
  readonly clock: ClockKind
  readonly dueAt: number
}

/** What is open at the desk at one moment. */
export interface HandoverFacts {
  readonly clocks: readonly RunningClock[]
  /** Neither kept nor released. */
  readonly promises: readonly (OpenMatter & { readonly dueAt: number })[]
  readonly custody: readonly (OpenMatter & { readonly receivedAt: number })[]
  readonly awaitingSignature: readonly (OpenMatter & {
    readonly submittedAt: number
    readonly dueAt: number | null
  })[]
  /** The call list, hours agreed with customers, and signed texts that wait to be told; a record may stand in it twice. */
  readonly contacts: readonly (OpenMatter & {
    readonly why: HandoverWhy
    readonly dueAt: number | null
  })[]
}

/** One line of what is handed over. */
export interface HandoverLine extends OpenMatter {
  readonly kind: HandoverKind
  readonly dueAt: number | null
  readonly why: HandoverWhy | null
}

/**
 * Until when what falls due belongs to a handover: the end of tomorrow's window.
 * @param now instant, ms
 * @param policy supplies `window` and `timeZone`
 * @returns instant, ms
 */
export function handoverHorizon(now: number, policy: Policy): number {
  const storeTime = storeTimeOf(policy)
  return storeTime.day(storeTime.dayAt(now).index + 1).closesAt
}

const never = Number.POSITIVE_INFINITY

function byInstant<T extends OpenMatter>(matters: readonly T[], at: (matter: T) => number | null): T[] {
  return matters.toSorted((one, other) => {
    const apart = (at(one) ?? never) - (at(other) ?? never)
    return Number.isNaN(apart) || apart === 0 ? one.number.localeCompare(other.number) : apart
  })
}

/** Every record once: what falls due first says why. */
function onePerRecord(lines: readonly HandoverLine[]): HandoverLine[] {
  const taken = new Set<string>()
  return lines.filter(({ recordId }) => {
    if (taken.has(recordId)) return false
    taken.add(recordId)
    return true
  })
}

/**
 * What one shift hands to the next, in the order of process section 9: late clocks, clocks due until the end of tomorrow's
 * window, promises due until then (broken ones stay until they are kept), goods in custody, what waits for a signature,
 * contacts to make.
 * @param facts what is open
 * @param now instant, ms; what is due at this very instant is not late yet
 * @param policy supplies `window` and `timeZone`
 */
export function gatherHandover(facts: HandoverFacts, now: number, policy: Policy): HandoverLine[] {
  const horizon = handoverHorizon(now, policy)
  const line = (kind: HandoverKind, matter: OpenMatter, dueAt: number | null, why: HandoverWhy | null) => ({
    kind,
    recordId: matter.recordId,
    customerId: matter.customerId,
    number: matter.number,
    what: matter.what,
    dueAt,
    why,
  })
  const running = byInstant(facts.clocks, (clock) => clock.dueAt).filter((clock) => clock.dueAt <= horizon)
  const late = running.filter((clock) => clock.dueAt < now)
  const next = running.filter((clock) => clock.dueAt >= now)
  const contacts = [
    ...facts.contacts,
    ...running
      .filter((each) => contactClocks.includes(each.clock))
      .map((each) => ({ ...each, why: each.clock })),
  ].filter((contact) => contact.dueAt === null || contact.dueAt <= horizon)
  return [
    ...late.map((each) => line('late_clock', each, each.dueAt, each.clock)),
    ...next.map((each) => line('next_clock', each, each.dueAt, each.clock)),
    ...byInstant(facts.promises, (promise) => promise.dueAt)
      .filter((promise) => promise.dueAt <= horizon)
      .map((promise) => line('promise', promise, promise.dueAt, null)),
    ...byInstant(facts.custody, (goods) => goods.receivedAt).map((goods) =>
      line('custody', goods, null, null),
    ),
    ...byInstant(facts.awaitingSignature, (paper) => paper.submittedAt).map((paper) =>
      line('awaiting_signature', paper, paper.dueAt, null),
    ),
    ...onePerRecord(
      byInstant(contacts, (contact) => contact.dueAt).map((each) =>
        line('contact', each, each.dueAt, each.why),
      ),
    ),
  ]
}

/** What the outgoing person wrote beside a line that was on their screen. */
export interface RemarkedLine {
  readonly kind: HandoverKind
  readonly recordId: string
  readonly remark: string
}

/** A clock that became late while the remarks were written still is the same line. */
function placeOf({ kind, recordId }: Pick<RemarkedLine, 'kind' | 'recordId'>): string {
  return `${kind === 'late_clock' || kind === 'next_clock' ? 'clock' : kind} ${recordId}`
}

/**
 * Joins what is open at the moment of the handover with what was written while it was being prepared.
 * @param gathered what is open now
 * @param remarked what stood on the screen, with the remarks
 * @returns the lines with their remarks, what has gone from the screen meanwhile, and how many lines came
 */
export function settleHandover(
  gathered: readonly HandoverLine[],
  remarked: readonly RemarkedLine[],
): {
  readonly lines: readonly (HandoverLine & { readonly remark: string })[]
  readonly vanished: readonly RemarkedLine[]
  readonly added: number
} {
  const written = new Map(remarked.map((each) => [placeOf(each), each]))
  const here = new Set(gathered.map(placeOf))
  return {
    lines: gathered.map((each) => ({ ...each, remark: written.get(placeOf(each))?.remark ?? '' })),
    vanished: remarked.filter((each) => !here.has(placeOf(each))),
    added: gathered.filter((each) => !written.has(placeOf(each))).length,
  }
}
