import { z } from 'zod'
import type { Policy } from './policy.ts'
import { instantMs } from './store-time.ts'
import { channels, type Level, threats, wants } from './vocabulary.ts'

/** What is known of a complaint when it is entered; everything but the channel may be unknown. */
export const levelFactsSchema = z.object({
  channel: z.enum(channels),
  wants: z.array(z.enum(wants)).nullish(),
  dissatisfied: z.boolean().nullish(),
  deadlineSet: z.boolean().nullish(),
  /** Instants of the customer's calls, in any order. */
  callsAt: z.array(z.union([z.iso.datetime({ offset: true }), z.int()])).nullish(),
  threatens: z.array(z.enum(threats)).nullish(),
  injuryOrDamage: z.boolean().nullish(),
  seriousBreach: z.boolean().nullish(),
  noPower: z.boolean().nullish(),
  sameFaultAfterRepair: z.boolean().nullish(),
  batch: z.boolean().nullish(),
  claimBeyondGoods: z.boolean().nullish(),
})
export type LevelFacts = z.infer<typeof levelFactsSchema>

/** Why a level is suggested, highest level first and within a level in this order. */
export const levelReasons = [
  'channel',
  'injury_or_damage',
  'serious_breach',
  'channel_threat',
  'no_power',
  'fault_again',
  'batch',
  'claim_beyond_goods',
  'compensation',
  'deadline',
  'repeated_calls',
  'dissatisfied',
  'service_only',
] as const
export type LevelReason = (typeof levelReasons)[number]

const officialChannels: readonly string[] = ['media', 'court', 'regulator', 'executives']
const plainService: readonly string[] = ['service', 'repair', 'exchange']

type Rule = { level: Level; reason: LevelReason; holds: (facts: LevelFacts, policy: Policy) => boolean }

const rules: readonly Rule[] = [
  { level: 5, reason: 'channel', holds: ({ channel }) => officialChannels.includes(channel) },
  { level: 4, reason: 'injury_or_damage', holds: ({ injuryOrDamage }) => Boolean(injuryOrDamage) },
  { level: 4, reason: 'serious_breach', holds: ({ seriousBreach }) => Boolean(seriousBreach) },
  { level: 4, reason: 'channel_threat', holds: ({ threatens }) => Boolean(threatens?.length) },
  { level: 4, reason: 'no_power', holds: ({ noPower }) => Boolean(noPower) },
  { level: 4, reason: 'fault_again', holds: ({ sameFaultAfterRepair }) => Boolean(sameFaultAfterRepair) },
  { level: 4, reason: 'batch', holds: ({ batch }) => Boolean(batch) },
  { level: 4, reason: 'claim_beyond_goods', holds: ({ claimBeyondGoods }) => Boolean(claimBeyondGoods) },
  { level: 3, reason: 'compensation', holds: ({ wants }) => Boolean(wants?.includes('compensation')) },
  { level: 3, reason: 'deadline', holds: ({ deadlineSet }) => Boolean(deadlineSet) },
  { level: 3, reason: 'repeated_calls', holds: calledRepeatedly },
  { level: 2, reason: 'dissatisfied', holds: (facts) => !asksForServiceOnly(facts) },
  { level: 1, reason: 'service_only', holds: asksForServiceOnly },
]

/**
 * Suggest the entry level of a complaint (process section 5); the clerk confirms it.
 * @param facts what is known at entry
 * @param policy supplies `repeatedCallsMinutes`
 * @returns the highest level that any reason gives, and all reasons of that level in their order
 * @throws RangeError when a call's instant is none
 */
export function suggestLevel(facts: LevelFacts, policy: Policy): { level: Level; reasons: LevelReason[] } {
  const holding = rules.filter((rule) => rule.holds(facts, policy))
  // One of the last two rules always holds.
  const level = holding[0]?.level ?? 2
  return { level, reasons: holding.filter((rule) => rule.level === level).map((rule) => rule.reason) }
}

/** Two calls at most `repeatedCallsMinutes` elapsed minutes apart, the last millisecond of them included. */
function calledRepeatedly({ callsAt }: LevelFacts, policy: Policy): boolean {
  const calls = (callsAt ?? []).map(instantMs).sort((one, other) => one - other)
  return calls.some(
    (call, index) => call - (calls[index - 1] ?? -Infinity) <= policy.repeatedCallsMinutes * 60_000,
  )
}

/** Content, and asks for nothing but service, repair or exchange. Somebody whose wish is unknown is not taken as content. */
function asksForServiceOnly({ wants, dissatisfied }: LevelFacts): boolean {
  return (
    !dissatisfied && Boolean(wants?.length) && Boolean(wants?.every((want) => plainService.includes(want)))
  )
}
