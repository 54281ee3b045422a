import type { WholePurchaseView } from '../../../electron/desk/case-views.ts'
import type { RouterInput } from '../../api/trpc.ts'
import type { CaseValues } from './case-form.ts'
import { chosenLines, faultKindOf } from './case-form.ts'
import { readPurchase } from './purchase-form.ts'

/**
 * What the desk is asked about entitlement while the form is filled.
 * @param values the form
 * @param known the purchase that was picked, where the desk knows it
 * @returns null while purchase, goods or reason are not there yet
 */
export function previewInputOf(
  values: CaseValues,
  known: WholePurchaseView | null,
): RouterInput['cases']['preview'] | null {
  const { picked, reason } = values
  const lines = chosenLines(values)
  if (reason === '' || lines.length === 0 || lines.some(({ units }) => !(units >= 1 && units <= 9999)))
    return null
  const asked = { reason, faultKind: faultKindOf(reason, values), voucherValid: values.voucherValid }
  if (picked.kind === 'till') return { ...asked, till: { orderNumber: picked.orderNumber, lines } }
  if (picked.kind === 'typed') {
    const purchase = readPurchase(values.purchase)
    return purchase === null ? null : { ...asked, typed: { purchase, lines } }
  }
  if (known === null || known.incomplete.length > 0) return null
  const ofLines = lines.flatMap(({ position, units }) => {
    const line = known.lines.find((each) => each.position === position)
    return line === undefined ? [] : [{ purchaseLineId: line.id, units }]
  })
  return ofLines.length === lines.length ? { ...asked, lines: ofLines } : null
}
