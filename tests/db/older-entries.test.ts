import { describe, expect, it } from 'vitest'
import { tableForm } from '../../db/recorder.ts'
import { entities, recordPlan } from '../../db/records.ts'

/** The row that an entry gives, by column. */
function rowOf(
  entity: 'purchase' | 'purchase_line',
  fields: Record<string, unknown>,
): Record<string, unknown> {
  const plan = recordPlan(entity)
  const values = tableForm(plan, fields)
  return Object.fromEntries(plan.columns.map((column, place) => [column.column, values[place]]))
}

describe('an entry that was written before a column was there', () => {
  it('means what the migration gave the rows that stood then, so that an upgraded store is sound', () => {
    const purchase = rowOf('purchase', { id: 'p', customerId: 'c', orderNumber: '1', channel: 'store' })
    expect(purchase).toMatchObject({
      version: 1,
      payment_method: null,
      sold_out_of_stock: 0,
      promised_arrival_on: null,
    })
    const line = rowOf('purchase_line', { id: 'l', purchaseId: 'p', model: 'M', quantity: 1 })
    expect(line).toMatchObject({ position: 0, brand: '', category: null, gifts: '[]', serial_key: '' })
  })

  it('keeps a null that the entry says', () => {
    expect(rowOf('purchase_line', { id: 'l', brand: null }).brand).toBeNull()
  })

  it('can be said of every column, in a form that a row can hold', () => {
    for (const entity of entities)
      for (const column of recordPlan(entity).columns)
        expect(() => column.toDriver(column.before), `${entity}.${column.property}`).not.toThrow()
  })
})
