/** The closed word lists of the trade. Codes only; their English and Chinese stand in renderer/i18n. */

/** Who may sign in (process section 1); head office acts by sync only. */
export const roles = ['clerk', 'technician', 'department', 'supervisor', 'manager'] as const
export type Role = (typeof roles)[number]

/** How a complaint reached the store (process section 2). */
export const channels = [
  'walk_in',
  'phone',
  'online',
  'hotline',
  'suggestion_book',
  'regulator',
  'media',
  'court',
  'executives',
] as const
export type Channel = (typeof channels)[number]

/** What the customer asks for (glossary, intake form). */
export const wants = [
  'service',
  'repair',
  'exchange',
  'refund',
  'compensation',
  'apology',
  'explanation',
] as const
export type Want = (typeof wants)[number]

/** Whom the customer threatens to go to (glossary, intake form). */
export const threats = ['media', 'court', 'regulator', 'executives'] as const
export type Threat = (typeof threats)[number]

/** Default categories (process section 2). */
export const categories = [
  'environment',
  'service',
  'sales',
  'quality',
  'delivery',
  'installation_repair',
  'price_promotion',
  'invoice_payment',
  'unjustified',
  'out_of_scope',
  'other',
] as const
export type Category = (typeof categories)[number]

/** Responsible departments in their fixed order (process section 11). */
export const departments = [
  'store',
  'logistics',
  'aftersales',
  'advertising',
  'finance',
  'purchasing',
  'manufacturer',
] as const
export type Department = (typeof departments)[number]

/** 1 service request, 2 general, 3 urgent, 4 major, 5 channel (process section 5). */
export const levels = [1, 2, 3, 4, 5] as const
export type Level = (typeof levels)[number]

/** Code names of the levels, index 0 = level 1. */
export const levelNames = ['service_request', 'general', 'urgent', 'major', 'channel'] as const

/** States that still want work, in the order of the complaint's life (process section 3). */
export const openStates = [
  'registered',
  'accepted',
  'investigating',
  'dispatched',
  'proposing',
  'awaiting_signature',
  'awaiting_approval',
  'signed',
  'communicated',
  'executing',
  'executed',
] as const
/** States in which every clock and level rule has stopped (process section 3). */
export const endedStates = ['closed', 'withdrawn', 'merged', 'voided', 'unsettled'] as const
export const states = [...openStates, ...endedStates] as const
export type State = (typeof states)[number]

/** Kinds of remedy line (process section 2, Resolution). */
export const remedyKinds = [
  'refund',
  'exchange',
  'repair',
  'reship',
  'maker_verdict',
  'price_reduction',
  'shared_cost',
  'coupon',
  'gift',
  'compensation',
  'third_party_claim',
  'apology',
  'explanation',
] as const
export type RemedyKind = (typeof remedyKinds)[number]

/** Five steps of the satisfaction survey, best first (process section 8). */
export const satisfactions = [
  'very_satisfied',
  'satisfied',
  'neutral',
  'dissatisfied',
  'very_dissatisfied',
] as const
export type Satisfaction = (typeof satisfactions)[number]

/**
 * Is the complaint over?
 * @param state its state
 * @returns true for the five ended states of process section 3
 */
export function isEnded(state: State): boolean {
  return (endedStates as readonly State[]).includes(state)
}
