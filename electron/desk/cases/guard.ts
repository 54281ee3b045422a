import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm'
import type { Drizzle } from '../../../db/open.ts'
import * as t from '../../../db/schema.ts'
import { complaintGroup } from './matter.ts'
import type { MeantGoods } from './same-goods.ts'
import { sameGoods } from './same-goods.ts'
import type { LinkedComplaint } from './whole.ts'
import { goingOn, outcomeSigned } from './whole.ts'

/*
 * The promise guard between complaints and cases (process section 4): no money and no goods before the resolution of the
 * complaint that a case belongs to is signed.
 */

/**
 * May an outcome of this complaint be told? A complaint that was settled with words has promised nothing: closed counts only
 * with a signed resolution.
 * @param orm the store's file
 * @param complaint the one that goes on
 */
export function outcomeMayBeTold(orm: Drizzle, complaint: LinkedComplaint): boolean {
  if (complaint.state !== 'closed') return outcomeSigned(complaint)
  const signed = orm
    .select({ id: t.resolution.id })
    .from(t.resolution)
    .where(and(eq(t.resolution.complaintId, complaint.id), isNotNull(t.resolution.signedAt)))
    .limit(1)
    .get()
  return signed !== undefined
}

/**
 * Is a refund or exchange case open that belongs to a complaint, or to one that was merged into it?
 * @param orm the store's file
 * @param complaintId the complaint
 */
export function hasOpenCase(orm: Drizzle, complaintId: string): boolean {
  const group = complaintGroup(orm, { id: complaintId })
  const found = orm
    .select({ id: t.returnCase.id })
    .from(t.returnCase)
    .where(and(inArray(t.returnCase.complaintId, group), isNull(t.returnCase.endedAt)))
    .limit(1)
    .get()
  return found !== undefined
}

/**
 * Open complaints about goods: a case about them belongs to one, so that nothing is promised beside it.
 * @param orm the store's file
 * @param goods what the case is about
 * @returns the ones that go on, oldest first
 */
export function openComplaintsAbout(orm: Drizzle, goods: readonly MeantGoods[]): LinkedComplaint[] {
  return orm
    .select({ id: t.complaint.id, line: t.purchaseLine, purchase: t.purchase })
    .from(t.complaint)
    .innerJoin(t.purchaseLine, eq(t.purchaseLine.id, t.complaint.purchaseLineId))
    .innerJoin(t.purchase, eq(t.purchase.id, t.purchaseLine.purchaseId))
    .where(isNull(t.complaint.endedAt))
    .orderBy(t.complaint.receivedAt, t.complaint.id)
    .all()
    .filter((about) => goods.some((each) => sameGoods(each, about)))
    .map((about) => goingOn(orm, about.id))
}
