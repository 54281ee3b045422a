import type {
  EntitledRemedy,
  Entitlement,
  EntitlementFacts,
  EntitlementReason,
  Grant,
} from '../entitlement.ts'
import { assessEntitlement, entitledRemedies } from '../entitlement.ts'
import type { Policy } from '../policy.ts'
import type { CaseReason } from './vocabulary.ts'

/** Why a case's remedy is refused: as the law says, or because the goods are under way or the customer has had them. */
export type CaseRefusedReason = EntitlementReason | 'under_way' | 'was_delivered'

export interface CaseEntitlement {
  /** The remedies that every line of the case has, with the fewest days left. */
  readonly grants: readonly Grant[]
  readonly refused: readonly { readonly remedy: EntitledRemedy; readonly reason: CaseRefusedReason }[]
  /** The most civil days since the invoice over its lines. */
  readonly day: number
  readonly warrantyUntil: string | null
}

/** Facts of one line; what happened decides about its fault. */
export type LineFacts = Omit<EntitlementFacts, 'fault'>

/** What was found out about the fault. */
export interface FaultSeen {
  readonly kind: 'performance' | 'appearance'
  readonly confirmed: boolean
}

function faultOf(reason: CaseReason, seen: FaultSeen): EntitlementFacts['fault'] {
  switch (reason) {
    case 'changed_mind':
      return null
    case 'wrong_article':
    case 'missing_parts':
    case 'damaged_on_arrival':
      return { kind: reason, confirmed: seen.confirmed }
    default:
      return seen
  }
}

function neverDelivered(
  reason: 'not_shipped' | 'under_way',
  wasDelivered: boolean,
  policy: Policy,
  days: Entitlement,
): CaseEntitlement {
  const { day, warrantyUntil } = days
  if (reason === 'under_way' || wasDelivered) {
    const why = reason === 'under_way' ? 'under_way' : 'was_delivered'
    return { grants: [], refused: [{ remedy: 'refund', reason: why }], day, warrantyUntil }
  }
  const citation = policy.entitlement.citations.not_delivered
  const grant: Grant = {
    remedy: 'refund',
    rule: 'not_delivered',
    layer: 'law',
    citation,
    daysLeft: null,
    freight: 'store',
  }
  return { grants: [grant], refused: [], day, warrantyUntil }
}

/**
 * Do the records say that the customer has had the goods? Then "never shipped" grants nothing by itself: a delivery is
 * on record, goods went out in an earlier case, or they were taken home from the shelf.
 * @param sale how and when it was sold
 * @param wentOut goods of the purchase line left the desk in a case before
 */
export function wasDelivered(
  sale: {
    readonly channel: EntitlementFacts['channel']
    readonly deliveredOn: string | null
    readonly soldOutOfStock: boolean
  },
  wentOut: boolean,
): boolean {
  return sale.deliveredOn !== null || wentOut || (sale.channel === 'store' && !sale.soldOutOfStock)
}

function fewest(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other
  return Math.min(one, other)
}

/**
 * What the customer of a case is entitled to (process sections 7.1 and 7.2). Goods that were never shipped are refunded;
 * those under way are waited for or stopped at the carrier. Of several lines a remedy is granted only where all have it.
 * @param reason what happened
 * @param lines purchase, condition and repairs of each line, one at least
 * @param seen what was found out about the fault
 * @param policy supplies days and citations
 * @param wasDelivered the records say that the customer has had the goods, `wasDelivered`
 */
export function caseEntitlement(
  reason: CaseReason,
  lines: readonly LineFacts[],
  seen: FaultSeen,
  policy: Policy,
  wasDelivered = false,
): CaseEntitlement {
  const each = lines.map((line) => assessEntitlement({ ...line, fault: faultOf(reason, seen) }, policy))
  const [first] = each
  if (first === undefined) throw new RangeError('a case has one line at least')
  if (reason === 'not_shipped' || reason === 'under_way')
    return neverDelivered(reason, wasDelivered, policy, first)
  const day = Math.max(...each.map((one) => one.day))
  const warrantyUntil =
    each.map((one) => one.warrantyUntil).toSorted((a, b) => (a ?? '').localeCompare(b ?? ''))[0] ?? null
  const inOrder = first.grants.length > 0 ? first.remedies : []
  const known = [...new Set([...inOrder, ...entitledRemedies])]
  const grants: Grant[] = []
  const refused: { remedy: EntitledRemedy; reason: CaseRefusedReason }[] = []
  for (const remedy of known) {
    const given = each.map((one) => one.grants.find((grant) => grant.remedy === remedy))
    const [grant] = given
    const no = each.flatMap((one) => one.refused.find((refusal) => refusal.remedy === remedy) ?? [])[0]
    if (grant !== undefined && given.every((one) => one !== undefined))
      grants.push({ ...grant, daysLeft: given.map((one) => one?.daysLeft ?? null).reduce(fewest) })
    else if (no !== undefined) refused.push({ remedy, reason: no.reason })
  }
  return { grants, refused, day, warrantyUntil }
}
