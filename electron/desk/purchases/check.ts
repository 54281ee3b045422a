import type { PurchaseInput } from '../../../domain/case/input.ts'
import { lookAlikesIn, serialKey } from '../../../domain/serial.ts'
import { storeDay } from '../../../domain/working-time.ts'
import type { DeskContext } from '../context.ts'
import { DeskError } from '../errors.ts'
import type { Purchase, PurchaseLine } from './view.ts'

/** Fields that a case needs and intake does not ask for. */
export function incompleteFields(
  purchase: Pick<Purchase, 'invoicedOn'>,
  lines: readonly Pick<PurchaseLine, 'model' | 'paidFen'>[],
): string[] {
  const ofLine = (line: Pick<PurchaseLine, 'model' | 'paidFen'>, index: number) => [
    ...(line.model === '' ? [`lines.${index}.model`] : []),
    ...(line.paidFen === null ? [`lines.${index}.paidFen`] : []),
  ]
  return [...(purchase.invoicedOn === null ? ['invoicedOn'] : []), ...lines.flatMap(ofLine)]
}

/**
 * Nothing was sold or delivered after today, whoever says so.
 * @param desk the desk
 * @param purchase typed, or of the till
 * @param prefix path of the purchase inside the input
 * @throws DeskError invalid/in_the_future with the field
 */
export function refuseFuture(
  desk: DeskContext,
  purchase: Pick<Purchase, 'invoicedOn' | 'deliveredOn'>,
  prefix = 'purchase',
): void {
  const today = storeDay(desk.clock.now(), desk.policy())
  for (const field of ['invoicedOn', 'deliveredOn'] as const) {
    const date = purchase[field]
    if (date !== null && date > today)
      throw new DeskError('invalid', 'in_the_future', { field: `${prefix}.${field}` })
  }
}

/**
 * What a schema cannot know about a typed purchase: today, the policy's codes, and serials that nobody could compare.
 * @param desk the desk
 * @param purchase as it was typed
 * @param before its lines as they stand; a code or serial that stays as it is stays
 * @param prefix path of the purchase inside the input
 * @throws DeskError invalid, with the field
 */
export function checkPurchase(
  desk: DeskContext,
  purchase: PurchaseInput,
  before: readonly PurchaseLine[] = [],
  prefix = 'purchase',
): void {
  const policy = desk.policy()
  refuseFuture(desk, purchase, prefix)
  const families = new Set(policy.families.map((family) => family.code))
  const categories = new Set(policy.entitlement.noReasonExcludedCategories)
  const serials = new Set<string>()
  for (const [index, line] of purchase.lines.entries()) {
    const stood = before.find((each) => each.id === line.id)
    const refuse = (key: string, field: string, params: Record<string, string> = {}): never => {
      throw new DeskError('invalid', key, { field: `${prefix}.lines.${index}.${field}`, params })
    }
    if (line.family !== null && line.family !== stood?.family && !families.has(line.family))
      refuse('family_unknown', 'family')
    if (line.category !== null && line.category !== stood?.category && !categories.has(line.category))
      refuse('category_unknown', 'category')
    const foreign = line.serialNumber === stood?.serialNumber ? [] : lookAlikesIn(line.serialNumber)
    if (foreign.length > 0) refuse('serial_look_alike', 'serialNumber', { letters: foreign.join(' ') })
    const key = serialKey(line.serialNumber)
    if (key !== '' && serials.has(key)) refuse('serial_twice', 'serialNumber')
    serials.add(key)
  }
}
