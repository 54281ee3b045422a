import { and, eq, inArray, isNotNull, ne } from 'drizzle-orm'
import type { Drizzle } from '../../../db/open.ts'
import * as t from '../../../db/schema.ts'
import type { CaseEntitlement, LineFacts } from '../../../domain/case/entitled.ts'
import { caseEntitlement, wasDelivered } from '../../../domain/case/entitled.ts'
import type { CaseReason } from '../../../domain/case/vocabulary.ts'
import type { FaultKind } from '../../../domain/entitlement.ts'
import type { Policy } from '../../../domain/policy.ts'
import { isoInstant } from '../../../domain/store-time.ts'
import { storeDay } from '../../../domain/working-time.ts'
import { DeskError } from '../errors.ts'
import type { UnitRepair } from './units.ts'
import { repairsOf } from './units.ts'
import type { Inspection, Purchase, PurchaseLine, WholeCase } from './whole.ts'

/** A kind of fault that somebody looks at; the store's own mistakes are reasons of their own. */
export type SeenFault = 'performance' | 'appearance'

/**
 * The fault that is asked about, where the reason leaves it open.
 * @param reason what happened
 * @param kind as it was given
 * @throws DeskError invalid: a kind that is another reason's
 */
export function faultOf(reason: CaseReason, kind: FaultKind | null, field = 'faultKind'): SeenFault | null {
  if (kind === 'performance' || kind === 'appearance') return kind
  if (kind !== null && kind !== reason) throw new DeskError('invalid', 'not_valid', { field })
  return null
}

/**
 * Repairs of the unit before; of an open case also its own that have ended: what took too long or did not help gives the
 * customer more than they came with.
 */
function countedRepairs(
  orm: Drizzle,
  line: { readonly sold: PurchaseLine; readonly serial?: string },
  { caseId, caseOpen }: EntitlementQuestion,
  on: string,
): UnitRepair[] {
  return repairsOf(orm, line.sold, line.serial).filter((repair) =>
    repair.caseId === caseId ? caseOpen && repair.to !== null : repair.from <= on,
  )
}

/** Goods of these lines left the desk in a case before: the customer has had them. */
function wentOut(orm: Drizzle, { lines, caseId }: EntitlementQuestion): boolean {
  const ids = lines.map(({ sold }) => sold.id)
  const found = orm
    .select({ id: t.returnCase.id })
    .from(t.caseLine)
    .innerJoin(t.returnCase, eq(t.returnCase.id, t.caseLine.caseId))
    .where(
      and(
        inArray(t.caseLine.purchaseLineId, ids),
        isNotNull(t.returnCase.goodsOutAt),
        caseId === null ? undefined : ne(t.returnCase.id, caseId),
      ),
    )
    .limit(1)
    .get()
  return found !== undefined
}

/** What entitlement is worked out from. */
export interface EntitlementQuestion {
  readonly caseId: string | null
  readonly caseOpen: boolean
  readonly reason: CaseReason
  readonly faultKind: SeenFault | null
  readonly confirmed: boolean
  readonly voucherValid: boolean
  readonly purchase: Pick<Purchase, 'channel' | 'invoicedOn' | 'deliveredOn' | 'soldOutOfStock'>
  readonly lines: readonly { readonly sold: PurchaseLine; readonly serial?: string }[]
  readonly inspection: Inspection['found'] | null
  /** When the customer came with it, ms. */
  readonly askedAt: number
}

/**
 * What the customer is entitled to by the desk's own records.
 * @param orm the store's file
 * @param asked purchase, what happened, what was found
 * @param policy supplies days and citations
 * @throws DeskError not_allowed/purchase_incomplete without the date of the invoice
 */
export function entitlementFor(orm: Drizzle, asked: EntitlementQuestion, policy: Policy): CaseEntitlement {
  const { purchase, inspection } = asked
  const { invoicedOn } = purchase
  if (invoicedOn === null)
    throw new DeskError('not_allowed', 'purchase_incomplete', { params: { field: 'invoicedOn' } })
  const on = storeDay(asked.askedAt, policy)
  const lines = asked.lines.map((line): LineFacts => {
    const { sold } = line
    return {
      channel: purchase.channel,
      invoicedOn,
      deliveredOn: purchase.deliveredOn,
      at: isoInstant(asked.askedAt),
      category: sold.category,
      family: sold.family,
      brand: sold.brand,
      warrantyMonths: sold.warrantyMonths,
      modelAvailable: inspection?.modelAvailable ?? true,
      condition: {
        fitForSecondSale: inspection?.fitForSecondSale ?? true,
        damagedByCustomer: inspection?.damagedByCustomer ?? false,
        openedWithoutPermission: inspection?.openedWithoutPermission ?? false,
        voucherValid: asked.voucherValid,
      },
      repairs: countedRepairs(orm, line, asked, on),
    }
  })
  const seen = { kind: asked.faultKind ?? 'performance', confirmed: asked.confirmed } as const
  const had = asked.reason === 'not_shipped' && wasDelivered(purchase, wentOut(orm, asked))
  return caseEntitlement(asked.reason, lines, seen, policy, had)
}

/**
 * What the customer of a case is entitled to: by the day on which they came with it, because the days that the desk needs
 * are not theirs to lose.
 * @param orm the store's file
 * @param whole the case
 * @param policy supplies days and citations
 */
export function entitlementOf(orm: Drizzle, whole: WholeCase, policy: Policy): CaseEntitlement {
  const { row, inspection } = whole
  const found = inspection?.found ?? null
  return entitlementFor(
    orm,
    {
      caseId: row.id,
      caseOpen: row.endedAt === null,
      reason: row.reason,
      faultKind: faultSeen(found?.faultKind ?? null) ?? row.faultKind,
      confirmed: found?.faultConfirmed === true,
      voucherValid: row.voucherValid,
      purchase: whole.purchase,
      lines: whole.lines.map(({ sold, taken }) => ({ sold, serial: taken.serialNumber })),
      inspection: found,
      askedAt: row.openedAt,
    },
    policy,
  )
}

function faultSeen(kind: FaultKind | null): SeenFault | null {
  return kind === 'performance' || kind === 'appearance' ? kind : null
}
