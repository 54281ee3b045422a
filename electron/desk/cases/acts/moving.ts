import { and, desc, eq, isNotNull, isNull } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { Drizzle } from '../../../../db/open.ts'
import * as t from '../../../../db/schema.ts'
import type { CustodyEnd } from '../../../../domain/case/input.ts'
import { isRepair, needsGoodsIn } from '../../../../domain/case/plan.ts'
import type { Disposition } from '../../../../domain/case/vocabulary.ts'
import { lookAlikesIn, serialKey } from '../../../../domain/serial.ts'
import { storeDay } from '../../../../domain/working-time.ts'
import { DeskError } from '../../errors.ts'
import { findTillLines } from '../../till/find.ts'
import { planInForce } from '../facts.ts'
import { openCaseOfSerial } from '../units.ts'
import type { PlanRow } from '../whole.ts'
import { replacedLine } from '../whole.ts'
import type { CaseAct, CaseChild, CasePerformers } from './act.ts'
import { given } from './inspecting.ts'

type Moving = CasePerformers<
  'take_payment' | 'pay_out' | 'start_repair' | 'end_repair' | 'goods_out' | 'finish'
>

/** One serial stands in few lines of the till. */
const mostTillLines = 20

function thePlan(act: CaseAct): PlanRow {
  const plan = planInForce(act.whole)
  if (plan === null) throw new DeskError('not_found', 'plan_not_found')
  return plan
}

function requireAmount(planned: number, amountFen: number): void {
  if (amountFen !== planned)
    throw new DeskError('invalid', 'amount_differs', { field: 'input.amountFen', params: { fen: planned } })
}

/** Civil dates of a repair: not ahead of time, not before what it follows. */
function requireRepairDay(act: CaseAct, on: string, notBefore: string): void {
  if (on > storeDay(act.now, act.policy))
    throw new DeskError('invalid', 'in_the_future', { field: 'input.on' })
  if (on < notBefore)
    throw new DeskError('invalid', 'before_the_goods', { field: 'input.on', params: { date: notBefore } })
}

/** Goods of this case that are still here, ended in this way. */
function custodyEnded(act: CaseAct, how: CustodyEnd, to: string): CaseChild[] {
  return act.desk.file.orm
    .select()
    .from(t.custody)
    .where(and(eq(t.custody.caseId, act.whole.row.id), isNull(t.custody.endedAt)))
    .all()
    .map((before) => ({
      entity: 'custody',
      record: {
        ...before,
        version: before.version + 1,
        endedAt: act.now,
        endedBy: act.me.staffId,
        endedHow: how,
        endedTo: to,
      },
    }))
}

/** The best two grades may be sold again; without a verdict goods go to the maker. */
function dispositionOf(act: CaseAct): Disposition {
  const found = act.whole.inspection?.found
  if (found?.disposition != null) return found.disposition
  const best = act.policy.grades.slice(0, 2).map((grade) => grade.code)
  return found?.grade != null && best.includes(found.grade) ? 'to_shelf' : 'to_maker'
}

/** The last time that a unit came back to the shelf, and from which purchase line; null when it never did. */
function lastOnShelf(orm: Drizzle, key: string) {
  return orm
    .select({ at: t.custody.endedAt, lineId: t.caseLine.purchaseLineId })
    .from(t.caseLine)
    .innerJoin(t.returnCase, eq(t.returnCase.id, t.caseLine.caseId))
    .innerJoin(t.custody, eq(t.custody.caseId, t.returnCase.id))
    .where(
      and(
        eq(t.caseLine.serialKey, key),
        isNotNull(t.caseLine.refundedFen),
        eq(t.returnCase.state, 'done'),
        eq(t.custody.endedHow, 'to_shelf'),
      ),
    )
    .orderBy(desc(t.custody.endedAt))
    .limit(1)
    .get()
}

/** Sales of a unit: what the desk knows, and what only the till does. */
function salesOf(act: CaseAct, key: string, serial: string) {
  const { orm } = act.desk.file
  const known = orm
    .select({
      lineId: t.purchaseLine.id,
      orderNumber: t.purchase.orderNumber,
      invoicedOn: t.purchase.invoicedOn,
    })
    .from(t.purchaseLine)
    .innerJoin(t.purchase, eq(t.purchase.id, t.purchaseLine.purchaseId))
    .where(eq(t.purchaseLine.serialKey, key))
    .all()
  const orders = new Set(known.map((sale) => sale.orderNumber))
  const ofTill = findTillLines(act.desk.file, { serial }, mostTillLines)
    .filter((line) => !orders.has(line.orderNumber))
    .map(({ orderNumber, invoicedOn }) => ({ lineId: null, orderNumber, invoicedOn }))
  return [...known, ...ofTill]
}

/**
 * Nobody may hold the unit that goes out: neither an open case nor another customer. What came back to the shelf is free
 * until it is sold or given again.
 */
function requireFree(act: CaseAct, serial: string): void {
  const { orm } = act.desk.file
  const key = serialKey(serial)
  const taken = (number: string): never => {
    throw new DeskError('invalid', 'serial_taken', { field: 'input.serialNumber', params: { number } })
  }
  const open = openCaseOfSerial(orm, key, act.whole.row.id)
  if (open !== null) taken(open)
  const shelf = lastOnShelf(orm, key)
  const shelfAt = shelf?.at ?? null
  const free = shelfAt === null ? null : storeDay(shelfAt, act.policy)
  const own = act.whole.lines.map((line) => line.sold.id)
  const sold = salesOf(act, key, serial).find(
    ({ lineId, invoicedOn }) =>
      (lineId === null || (!own.includes(lineId) && lineId !== shelf?.lineId)) &&
      (free === null || invoicedOn === null || invoicedOn >= free),
  )
  if (sold !== undefined) taken(sold.orderNumber)
  const given = orm
    .select({ number: t.returnCase.number, at: t.serialSwap.at })
    .from(t.serialSwap)
    .innerJoin(t.returnCase, eq(t.returnCase.id, t.serialSwap.caseId))
    .where(eq(t.serialSwap.newKey, key))
    .orderBy(desc(t.serialSwap.at))
    .limit(1)
    .get()
  if (given !== undefined && (shelfAt === null || given.at >= shelfAt)) taken(given.number)
}

/** The serial of the unit that came back; what was seen on it goes before what the purchase says. */
function serialBack({ whole }: CaseAct): string {
  const { taken } = replacedLine(whole.lines)
  const seen = whole.inspection?.found.serialSeen ?? ''
  const other = taken.serialKey !== '' && seen !== '' && serialKey(seen) !== taken.serialKey
  return other ? seen : taken.serialNumber
}

/** The unit that goes out in place of another takes over its warranty; both numbers are kept. */
function swap(act: CaseAct, serial: string): CaseChild[] {
  const { row, lines } = act.whole
  const { plan, remedy } = thePlan(act)
  const { sold, taken } = replacedLine(lines)
  // Where a unit came back, another one goes out; what never came is sent under its own number.
  const replaces = remedy === 'exchange' || needsGoodsIn(row.reason, plan)
  const field = 'input.serialNumber'
  if (serial === '') {
    if (replaces && taken.serialNumber !== '') throw new DeskError('invalid', 'required', { field })
    return []
  }
  const foreign = lookAlikesIn(serial)
  if (foreign.length > 0)
    throw new DeskError('invalid', 'serial_look_alike', { field, params: { letters: foreign.join(' ') } })
  const key = serialKey(serial)
  const oldSerial = serialBack(act)
  if (replaces && key === serialKey(oldSerial)) throw new DeskError('invalid', 'serial_same', { field })
  if (!replaces && key === taken.serialKey) return []
  requireFree(act, serial)
  return [
    {
      entity: 'serial_swap',
      record: {
        id: uuidv7(),
        caseId: row.id,
        purchaseLineId: sold.id,
        at: act.now,
        oldSerial,
        newSerial: serial,
        oldKey: serialKey(oldSerial),
        newKey: key,
      },
    },
  ]
}

/** From the approval to the end: money, repair and goods (process sections 7.4 and 7.6). */
export const moving: Moving = {
  take_payment(act, input) {
    requireAmount(thePlan(act).payFen, input.amountFen)
    return {
      row: {
        paymentAt: act.now,
        paymentFen: input.amountFen,
        paymentMethod: input.method,
        paymentVoucher: input.voucherNumber,
      },
      facts: { amountFen: input.amountFen, method: input.method },
      words: { voucher: input.voucherNumber },
    }
  },
  pay_out(act, input) {
    const plan = thePlan(act)
    requireAmount(plan.refundFen, input.amountFen)
    const { storeCredit } = plan.plan
    const paidBy = act.whole.purchase.paymentMethod
    const fits = storeCredit
      ? input.method === 'store_credit'
      : input.method !== 'store_credit' &&
        (paidBy === null || input.method === paidBy || input.methodReason !== '')
    if (!fits)
      throw new DeskError('invalid', 'method_differs', {
        field: 'input.method',
        params: { method: storeCredit ? 'store_credit' : (paidBy ?? '') },
      })
    return {
      row: {
        paidOutAt: act.now,
        paidOutFen: input.amountFen,
        payoutMethod: input.method,
        payoutVoucher: input.voucherNumber,
        payoutMethodReason: input.methodReason,
      },
      facts: { amountFen: input.amountFen, method: input.method },
      words: given({ voucher: input.voucherNumber, reason: input.methodReason }),
    }
  },
  start_repair(act, input) {
    const { row, lines } = act.whole
    requireRepairDay(act, input.on, storeDay(row.goodsInAt ?? row.openedAt, act.policy))
    return {
      records: lines.map(({ taken }) => ({
        entity: 'case_repair',
        record: {
          id: uuidv7(),
          caseId: row.id,
          purchaseLineId: taken.purchaseLineId,
          serialKey: taken.serialKey,
          fromOn: input.on,
          toOn: null,
          failed: false,
          delay: null,
          repairer: input.repairer,
          work: '',
          paid: thePlan(act).remedy === 'paid_repair',
        },
      })),
      facts: { on: input.on },
      words: { repairer: input.repairer },
    }
  },
  end_repair(act, input) {
    const running = act.whole.repairs.filter((repair) => repair.toOn === null)
    for (const repair of running) requireRepairDay(act, input.on, repair.fromOn)
    const { on, failed, delay, work } = input
    return {
      records: running.map((repair) => ({
        entity: 'case_repair',
        record: { ...repair, toOn: on, failed, delay, work },
      })),
      facts: { on, failed, ...(delay === null ? {} : { delay }) },
      words: { work },
    }
  },
  goods_out(act, input) {
    const { remedy } = thePlan(act)
    const repaired = isRepair(remedy)
    // A repaired unit keeps its number, and parts have none.
    const gives = !repaired && !(remedy === 'reship' && act.whole.row.reason === 'missing_parts')
    const serial = gives ? input.serialNumber : ''
    return {
      row: {
        goodsOutAt: act.now,
        newSerial: serial,
        handedTo: input.receivedBy,
      },
      records: [
        ...(gives ? swap(act, serial) : []),
        ...(repaired ? custodyEnded(act, 'returned_to_customer', input.receivedBy) : []),
      ],
      words: given({
        serial,
        handedTo: input.receivedBy,
        remarks: input.remarks,
      }),
    }
  },
  finish(act) {
    const { row } = act.whole
    const { plan, remedy } = thePlan(act)
    // What a customer left without having to is still theirs: it is handed back by itself.
    const ours = needsGoodsIn(row.reason, plan) && !isRepair(remedy)
    const how = dispositionOf(act)
    const records = ours ? custodyEnded(act, how, '') : []
    const facts: Record<string, string> = records.length === 0 ? {} : { disposition: how }
    return { records, facts }
  },
}
