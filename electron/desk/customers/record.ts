import { eq } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { z } from 'zod'
import type { Writer } from '../../../db/recorder.ts'
import type { RecordOf } from '../../../db/records.ts'
import * as t from '../../../db/schema.ts'
import type { caseCustomerSchema } from '../../../domain/case/input.ts'
import type { DeskContext } from '../context.ts'
import { DeskError } from '../errors.ts'
import { requireNotErased } from './erased.ts'
import { mainOf } from './group.ts'
import type { TermIndex } from './recall.ts'
import { openTermIndex, termsOf } from './recall.ts'
import { unmarked } from './unmarked.ts'

/**
 * The customer whose goods or purchase is recorded: known, or new with a key of their own; inside the command that
 * records it.
 * @param writer of the command
 * @param desk the desk
 * @param given who it is
 * @param terms where they are found again by; prepared for the command unless given
 * @throws DeskError invalid/customer_unknown for nobody that could be known again
 */
export function recordCustomer(
  writer: Writer,
  desk: DeskContext,
  given: z.output<typeof caseCustomerSchema>,
  terms: TermIndex = openTermIndex(desk.file),
): RecordOf<'customer'> {
  if (given.kind === 'known') {
    // A double goes on as the customer that it was merged into.
    const id = mainOf(desk.file.orm, given.customerId)
    const known = desk.file.orm.select().from(t.customer).where(eq(t.customer.id, id)).get()
    if (known === undefined)
      throw new DeskError('invalid', 'customer_unknown', { field: 'customer.customerId' })
    requireNotErased(desk.file.orm, id)
    return known
  }
  const named = given.kind === 'new' ? given : { name: '', phone: '', memberNumber: '' }
  const record: RecordOf<'customer'> = {
    id: uuidv7(),
    anonymous: given.kind === 'anonymous',
    name: named.name,
    phones: named.phone === '' ? [] : [named.phone],
    memberNumber: named.memberNumber,
    address: '',
    // The person gave name and number at the desk for this matter; storing beyond it is asked for later.
    consent: false,
    doNotCall: false,
    createdAt: writer.head.at,
    ...unmarked,
  }
  writer.makeKey(record.id)
  writer.putOf(record.id, 'customer', record)
  terms.add(record.id, termsOf(record))
  return record
}
