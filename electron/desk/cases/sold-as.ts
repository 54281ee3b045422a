import type { SoldAs } from '../../../db/schema/case.ts'
import type { WholeCase } from './whole.ts'

/**
 * What a plan keeps of the sale, for the papers that are printed from it.
 * @param whole the case with its purchase as it is now
 */
export function soldAs({ purchase, lines }: WholeCase): SoldAs {
  const { orderNumber, invoicedOn, paymentMethod } = purchase
  return {
    orderNumber,
    invoicedOn,
    paymentMethod,
    lines: lines.map(({ sold }) => ({
      purchaseLineId: sold.id,
      model: sold.model,
      productName: sold.productName,
    })),
  }
}
