import { eq } from 'drizzle-orm'
import { z } from 'zod'
import * as t from '../../../db/schema.ts'
import { storeDay } from '../../../domain/working-time.ts'
import { currentSerial } from '../cases/units.ts'
import type { WholeCase } from '../cases/whole.ts'
import type { DeskContext } from '../context.ts'
import type { DemoCaseStep } from './case-data.ts'

/** What is usually found on a unit: its fault, and nothing else wrong with it. */
const usuallyFound = {
  faultConfirmed: true,
  damagedByCustomer: false,
  openedWithoutPermission: false,
  tagsComplete: true,
  packagingComplete: true,
  accessoriesComplete: true,
} as const

function serialOf(desk: DeskContext, whole: WholeCase): string {
  const [line] = whole.lines
  return line === undefined ? '' : currentSerial(desk.file.orm, line.sold)
}

function customerName(desk: DeskContext, whole: WholeCase): string {
  const { customerId } = whole.row
  const row = desk.file.orm
    .select({ name: t.customer.name })
    .from(t.customer)
    .where(eq(t.customer.id, customerId))
    .get()
  return row?.name ?? ''
}

/** Only what was not used goes back on sale. */
const asNew: ReadonlySet<unknown> = new Set(['a', 'b'])

const voucher = z.looseObject({ voucherNumber: z.string() })

/**
 * The input of an action on a case as the desk asks for it, from its short form in the demo data.
 * @param desk at the moment of the action
 * @param whole the case as it stands
 * @param step the action with its short form
 * @param pin a PIN in the right form; the demo's context takes any
 */
export function demoCaseInput(
  desk: DeskContext,
  whole: WholeCase,
  { action, input: given }: DemoCaseStep,
  pin: string,
): unknown {
  const today = storeDay(desk.clock.now(), desk.policy())
  const method = whole.purchase.paymentMethod ?? 'cash'
  switch (action) {
    case 'inspect':
      return {
        ...usuallyFound,
        fitForSecondSale: asNew.has(given.grade),
        serialSeen: serialOf(desk, whole),
        ...given,
      }
    case 'submit':
      return { pin, ...given }
    case 'sign':
      return { planId: whole.plan?.id, pin }
    case 'void':
    case 'head_office_ruling':
      return { ...given, pin }
    case 'take_payment':
      return { amountFen: whole.plan?.payFen, method, ...voucher.parse(given) }
    case 'pay_out':
      return { amountFen: whole.plan?.refundFen, method, ...voucher.parse(given) }
    case 'start_repair':
    case 'end_repair':
      return { on: today, ...given }
    case 'goods_out':
      return { serialNumber: '', receivedBy: customerName(desk, whole), ...given }
    default:
      return given
  }
}
