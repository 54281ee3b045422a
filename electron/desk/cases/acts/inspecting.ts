import { and, eq, like } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { MissingGift } from '../../../../db/schema/case.ts'
import * as t from '../../../../db/schema.ts'
import type { CaseActionInputs } from '../../../../domain/case/input.ts'
import { serialKey } from '../../../../domain/serial.ts'
import { storeDay } from '../../../../domain/working-time.ts'
import { DeskError } from '../../errors.ts'
import { nextNumber } from '../../numbers.ts'
import { faultOf } from '../entitled.ts'
import { repairsOf } from '../units.ts'
import { replacedLine } from '../whole.ts'
import type { CaseAct, CasePerformers } from './act.ts'

type Inspecting = CasePerformers<'inspect' | 'receive_goods'>

const minuteMs = 60_000

/**
 * Does the serial on the unit match the purchase?
 * @param lines serials of the case's lines, as they are compared
 * @param seen as it was read from the unit
 * @returns null where the purchase has none
 */
export function serialMatches(lines: readonly string[], seen: string): boolean | null {
  const keys = lines.filter((key) => key !== '')
  return keys.length === 0 ? null : keys.includes(serialKey(seen))
}

function hasPhoto(act: CaseAct): boolean {
  if (act.files.some((file) => file.mediaType.startsWith('image/'))) return true
  const { orm } = act.desk.file
  const kept = orm
    .select({ id: t.caseFile.id })
    .from(t.caseFile)
    .where(and(eq(t.caseFile.caseId, act.whole.row.id), like(t.caseFile.mediaType, 'image/%')))
    .limit(1)
    .get()
  return kept !== undefined
}

/** Another unit than the one that was sold is not taken back for it, unless somebody says why and shows it. */
function checkSerial(act: CaseAct, input: CaseActionInputs['inspect']): boolean | null {
  const { row, lines } = act.whole
  const matches = serialMatches(
    lines.map(({ taken }) => taken.serialKey),
    input.serialSeen,
  )
  if (matches !== false) return matches
  const unseen = input.serialSeen === ''
  // Who is paid for goods that they keep need not bring them.
  if (unseen && row.reason === 'refund_only') return matches
  if (input.serialExplanation !== '' && hasPhoto(act)) return matches
  if (unseen && input.serialExplanation === '')
    throw new DeskError('invalid', 'required', { field: 'input.serialSeen' })
  const expected = lines.map(({ taken }) => taken.serialNumber).filter((serial) => serial !== '')
  throw new DeskError('invalid', 'serial_differs', {
    field: 'input.serialSeen',
    params: { expected: expected.join(', ') },
  })
}

function checkWords(act: CaseAct, input: CaseActionInputs['inspect']): void {
  const { policy, whole } = act
  if (input.grade !== null && !policy.grades.some((grade) => grade.code === input.grade))
    throw new DeskError('invalid', 'not_valid', { field: 'input.grade' })
  faultOf(whole.row.reason, input.faultKind, 'input.faultKind')
  for (const [index, { position, gift }] of input.giftsMissing.entries()) {
    const line = whole.lines.find(({ sold }) => sold.position === position)
    const again = input.giftsMissing.findIndex((each) => each.position === position && each.gift === gift)
    if (line?.sold.gifts[gift] === undefined || again !== index)
      throw new DeskError('invalid', 'gift_unknown', { field: `input.giftsMissing.${index}` })
  }
}

/** The same fault as before: the last repair of this unit did not help, whatever was said at its end. */
function failedRepair(act: CaseAct): string {
  const { row, lines } = act.whole
  const { sold, taken } = replacedLine(lines)
  const earlier = repairsOf(act.desk.file.orm, sold, taken.serialNumber)
  const last = earlier.findLast((repair) => repair.caseId !== row.id)
  if (last === undefined) throw new DeskError('invalid', 'no_earlier_repair', { field: 'input.sameFault' })
  return last.id
}

/** Gifts with what they were called and worth: the purchase may have others in their place later. */
function missingGifts(act: CaseAct, input: CaseActionInputs['inspect']): MissingGift[] {
  return input.giftsMissing.flatMap(({ position, gift }) => {
    const sold = act.whole.lines.find((line) => line.sold.position === position)?.sold
    const given = sold?.gifts[gift]
    return sold === undefined || given === undefined
      ? []
      : [{ position, gift, purchaseLineId: sold.id, name: given.name, valueFen: given.valueFen }]
  })
}

/** What comes in over the counter, and what is found on it (process section 7.3). */
export const inspecting: Inspecting = {
  inspect(act, input) {
    checkWords(act, input)
    const matches = checkSerial(act, input)
    const { files: _, ...seen } = input
    const found = {
      ...seen,
      giftsMissing: missingGifts(act, input),
      failedRepairId: input.sameFault ? failedRepair(act) : null,
    }
    return {
      // What was planned for what was found before is planned again, even if it was approved.
      plan: null,
      row: { submittedAt: null, approvedAt: null, withoutSignature: false },
      records: [
        {
          entity: 'case_inspection',
          record: { id: uuidv7(), caseId: act.whole.row.id, at: act.now, staffId: act.me.staffId, found },
        },
      ],
      facts: {
        ...(input.faultConfirmed === null ? {} : { faultConfirmed: input.faultConfirmed }),
        ...(input.grade === null ? {} : { grade: input.grade }),
        ...(matches === null ? {} : { serialMatches: matches }),
        ...(input.sameFault ? { sameFault: true } : {}),
        ...(act.files.length === 0 ? {} : { files: act.files.length }),
      },
      words: given({
        serialSeen: input.serialSeen,
        serialExplanation: input.serialExplanation,
        missing: input.missing,
        remarks: input.remarks,
      }),
    }
  },
  receive_goods(act, input) {
    const { row, lines } = act.whole
    const at = input.at === null ? act.now : Date.parse(input.at)
    if (at > act.now + minuteMs) throw new DeskError('invalid', 'in_the_future', { field: 'input.at' })
    const goodsInAt = Math.min(at, act.now)
    // Nothing comes back before it was sold.
    const { invoicedOn } = act.whole.purchase
    if (invoicedOn !== null && storeDay(goodsInAt, act.policy) < invoicedOn)
      throw new DeskError('invalid', 'before_the_goods', { field: 'input.at', params: { date: invoicedOn } })
    const number = nextNumber(act.desk, 'custody', act.now)
    const serial = replacedLine(lines).taken.serialNumber
    return {
      row: { goodsInAt },
      records: [
        {
          entity: 'custody',
          record: {
            id: uuidv7(),
            ...number,
            version: 1,
            customerId: row.customerId,
            caseId: row.id,
            description: input.description,
            serialNumber: serial,
            accessories: input.accessories,
            place: input.place,
            receivedAt: goodsInAt,
            receivedBy: act.me.staffId,
            endedAt: null,
            endedBy: null,
            endedHow: null,
            endedTo: '',
          },
        },
      ],
      facts: { custody: number.number },
      words: given({ description: input.description, accessories: input.accessories, place: input.place }),
    }
  },
}

/** Words that were written; what was left empty is not said. */
export function given(words: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(words).filter(([, text]) => text !== ''))
}
