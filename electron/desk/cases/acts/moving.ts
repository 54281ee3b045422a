import { and, eq, isNull, ne } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { Drizzle } from '../../../../db/open.ts'
import * as t from '../../../../db/schema.ts'
import type { CustodyEnd } from '../../../../domain/case/input.ts'
import { isRepair, needsGoodsIn } from '../../../../domain/case/plan.ts'
import type { Disposition } from '../../../../domain/case/vocabulary.ts'
import { lookAlikesIn, serialKey } from '../../../../domain/serial.ts'
import { storeDay } from '../../../../domain/working-time.ts'
import { DeskError } from '../../errors.ts'
import { planInForce } from '../facts.ts'
import { currentSerial, openCaseOfSerial } from '../units.ts'
import type { PlanRow } from '../whole.ts'
import { replacedLine } from '../whole.ts'
import type { CaseAct, CaseChild, CasePerformers } from './act.ts'
import { given } from './inspecting.ts'

type Moving = CasePerformers<
  'take_payment' | 'pay_out' | 'start_repair' | 'end_repair' | 'goods_out' | 'finish'
>

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

/** Who holds a unit already: an open case or another sale. What came back since stands on the shelf again. */
function requireFree(orm: Drizzle, serial: string, act: CaseAct): void {
  const key = serialKey(serial)
  const taken = (number: string): never => {
    throw new DeskError('invalid', 'serial_taken', { field: 'input.serialNumber', params: { number } })
  }
  const open = openCaseOfSerial(orm, key, act.whole.row.id)
  if (open !== null) taken(open)
  const cameBack = orm
    .select({ id: t.caseLine.id })
    .from(t.caseLine)
    .innerJoin(t.returnCase, eq(t.returnCase.id, t.caseLine.caseId))
    .innerJoin(t.custody, eq(t.custody.caseId, t.returnCase.id))
    .where(
      and(eq(t.caseLine.serialKey, key), eq(t.returnCase.state, 'done'), eq(t.custody.endedHow, 'to_shelf')),
    )
    .get()
  if (cameBack !== undefined) return
  const sold = orm
    .select({ orderNumber: t.purchase.orderNumber })
    .from(t.purchaseLine)
    .innerJoin(t.purchase, eq(t.purchase.id, t.purchaseLine.purchaseId))
    .where(
      and(eq(t.purchaseLine.serialKey, key), ne(t.purchaseLine.id, replacedLine(act.whole.lines).sold.id)),
    )
    .get()
  if (sold !== undefined) taken(sold.orderNumber)
  const swapped = orm
    .select({ number: t.returnCase.number })
    .from(t.serialSwap)
    .innerJoin(t.returnCase, eq(t.returnCase.id, t.serialSwap.caseId))
    .where(eq(t.serialSwap.newKey, key))
    .get()
  if (swapped !== undefined) taken(swapped.number)
}

/** The unit that goes out in place of another takes over its warranty; both numbers are kept. */
function swap(act: CaseAct, serial: string): CaseChild[] {
  const { row, lines } = act.whole
  const { orm } = act.desk.file
  const { remedy } = thePlan(act)
  const { sold } = replacedLine(lines)
  const oldSerial = currentSerial(orm, sold)
  const field = 'input.serialNumber'
  if (serial === '') {
    if (remedy === 'exchange' && oldSerial !== '') throw new DeskError('invalid', 'required', { field })
    return []
  }
  const foreign = lookAlikesIn(serial)
  if (foreign.length > 0)
    throw new DeskError('invalid', 'serial_look_alike', { field, params: { letters: foreign.join(' ') } })
  if (serialKey(serial) === serialKey(oldSerial)) {
    if (remedy === 'exchange') throw new DeskError('invalid', 'serial_same', { field })
    return []
  }
  requireFree(orm, serial, act)
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
        newKey: serialKey(serial),
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
    const gives = !repaired && !(remedy === 'reship' && act.whole.row.reason === 'missing_parts')
    return {
      row: {
        goodsOutAt: act.now,
        newSerial: repaired ? '' : input.serialNumber,
        handedTo: input.receivedBy,
      },
      records: [
        ...(gives ? swap(act, input.serialNumber) : []),
        ...(repaired ? custodyEnded(act, 'returned_to_customer', input.receivedBy) : []),
      ],
      words: given({
        serial: repaired ? '' : input.serialNumber,
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
