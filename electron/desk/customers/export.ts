import { and, asc, eq, inArray, isNotNull } from 'drizzle-orm'
import type { z } from 'zod'
import type { Drizzle } from '../../../db/open.ts'
import type { RecordOf } from '../../../db/records.ts'
import * as t from '../../../db/schema.ts'
import type { customerInputs } from '../../../domain/customer.ts'
import { doneBefore } from '../commands.ts'
import type { Caller } from '../context.ts'
import type { CustomerExport } from '../customer-views.ts'
import { staffByNumber } from '../people/staff.ts'
import { storeView } from '../store.ts'
import { putHappening, requireOffer } from './change.ts'
import { groupOf } from './group.ts'
import { customerRecord } from './page.ts'

const iso = (at: number) => new Date(at).toISOString()
const isoOrNull = (at: number | null) => (at === null ? null : iso(at))

/** Promise guard (process section 4): a text leaves the desk once it was signed and told, and not before. */
function toldResolutions(orm: Drizzle, complaintId: string) {
  return orm
    .select()
    .from(t.resolution)
    .where(
      and(
        eq(t.resolution.complaintId, complaintId),
        isNotNull(t.resolution.signedAt),
        isNotNull(t.resolution.communicatedAt),
      ),
    )
    .orderBy(asc(t.resolution.version))
    .all()
    .flatMap(({ version, signedAt, wording, terms }) =>
      signedAt === null ? [] : [{ version, signedAt: iso(signedAt), wording, terms }],
    )
}

function complaintOf(orm: Drizzle, row: RecordOf<'complaint'>): CustomerExport['complaints'][number] {
  const { id } = row
  const files = orm.select({ name: t.file.name }).from(t.file).where(eq(t.file.complaintId, id)).all()
  const opinions = orm.select().from(t.opinion).where(eq(t.opinion.complaintId, id)).all()
  const visits = orm.select().from(t.returnVisit).where(eq(t.returnVisit.complaintId, id)).all()
  return {
    number: row.number,
    receivedAt: iso(row.receivedAt),
    endedAt: isoOrNull(row.endedAt),
    state: row.state,
    level: row.level,
    whatHappened: row.whatHappened,
    against: row.against,
    impact: row.impact,
    claimFen: row.claimFen,
    claimBasis: row.claimBasis,
    files: files.map((each) => each.name),
    resolutions: toldResolutions(orm, id),
    opinions: opinions.map(({ at, accepts, words }) => ({ at: iso(at), accepts, words })),
    returnVisits: visits.map(({ at, solution, remarks }) => ({ at: iso(at), solution, remarks })),
  }
}

function caseOf(orm: Drizzle, row: RecordOf<'case'>): CustomerExport['cases'][number] {
  const files = orm
    .select({ name: t.caseFile.name })
    .from(t.caseFile)
    .where(eq(t.caseFile.caseId, row.id))
    .all()
  const { number, state, reason, whatHappened, paidOutFen } = row
  return {
    number,
    openedAt: iso(row.openedAt),
    endedAt: isoOrNull(row.endedAt),
    state,
    reason,
    whatHappened,
    paidOutFen,
    files: files.map((each) => each.name),
  }
}

function purchasesOf(orm: Drizzle, ids: string[]): CustomerExport['purchases'] {
  const rows = orm
    .select({ line: t.purchaseLine, purchase: t.purchase })
    .from(t.purchaseLine)
    .innerJoin(t.purchase, eq(t.purchase.id, t.purchaseLine.purchaseId))
    .where(inArray(t.purchase.customerId, ids))
    .orderBy(asc(t.purchaseLine.id))
    .all()
  return rows.map(({ line, purchase }) => ({
    orderNumber: purchase.orderNumber,
    invoicedOn: purchase.invoicedOn,
    model: line.model,
    productName: line.productName,
    serialNumber: line.serialNumber,
    quantity: line.quantity,
    paidFen: line.paidFen,
  }))
}

function contactsOf(orm: Drizzle, ids: string[]): CustomerExport['contacts'] {
  const rows = orm
    .select()
    .from(t.contact)
    .where(inArray(t.contact.customerId, ids))
    .orderBy(asc(t.contact.at))
    .all()
  return rows.map(({ at, direction, channel, reached, said }) => ({
    at: iso(at),
    direction,
    channel,
    reached,
    said,
  }))
}

function promisesOf(orm: Drizzle, ids: string[]): CustomerExport['promises'] {
  const rows = orm
    .select()
    .from(t.promise)
    .where(inArray(t.promise.customerId, ids))
    .orderBy(asc(t.promise.madeAt))
    .all()
  return rows.map(({ what, madeAt, dueAt, keptAt }) => ({
    what,
    madeAt: iso(madeAt),
    dueAt: iso(dueAt),
    keptAt: isoOrNull(keptAt),
  }))
}

function custodyOf(orm: Drizzle, ids: string[]): CustomerExport['custody'] {
  const rows = orm
    .select()
    .from(t.custody)
    .where(inArray(t.custody.customerId, ids))
    .orderBy(asc(t.custody.receivedAt))
    .all()
  return rows.map(({ number, description, receivedAt, endedAt }) => ({
    number,
    description,
    receivedAt: iso(receivedAt),
    endedAt: isoOrNull(endedAt),
  }))
}

function recordsOf(orm: Drizzle, ids: string[]) {
  const customers = orm.select().from(t.customer).where(inArray(t.customer.id, ids)).all()
  const complaints = orm
    .select()
    .from(t.complaint)
    .where(inArray(t.complaint.customerId, ids))
    .orderBy(asc(t.complaint.receivedAt))
    .all()
  const cases = orm
    .select()
    .from(t.returnCase)
    .where(inArray(t.returnCase.customerId, ids))
    .orderBy(asc(t.returnCase.openedAt))
    .all()
  return {
    customers: customers.map(({ name, phones, memberNumber, address, consent, doNotCall, ...rest }) => ({
      name,
      phones,
      memberNumber,
      address,
      consent,
      consentAt: isoOrNull(rest.consentAt),
      doNotCall,
      createdAt: iso(rest.createdAt),
    })),
    complaints: complaints.map((row) => complaintOf(orm, row)),
    cases: cases.map((row) => caseOf(orm, row)),
  }
}

/**
 * A customer's own data on request, of all records of them; that it was given out is recorded, without what it was.
 * @param caller supervisor or manager
 * @param input whom
 * @throws DeskError not_allowed, not_found
 */
export function exportCustomer(
  caller: Caller,
  input: z.output<typeof customerInputs.export>,
): CustomerExport {
  const { desk, me } = caller
  const { orm } = desk.file
  const { commandId, id } = input
  const customer = customerRecord(orm, id)
  requireOffer(caller, customer, 'export')
  const at = desk.clock.now()
  if (doneBefore(desk, commandId, 'customer.export', me) === null) {
    const head = {
      commandId,
      action: 'customer.export',
      about: 'customer_happening',
      staffId: me.staffId,
      at,
    } as const
    desk.recorder.command(head, (writer) => {
      requireOffer(caller, customerRecord(orm, id), 'export')
      putHappening(writer, id, 'export')
    })
    desk.changes.publish({ type: 'changed', entity: 'customer', id, version: customer.version })
    desk.pusher.soon()
  }
  const ids = groupOf(orm, id)
  return {
    store: storeView(orm),
    exportedAt: iso(at),
    exportedBy: staffByNumber(orm, me.number)?.name ?? '',
    ...recordsOf(orm, ids),
    purchases: purchasesOf(orm, ids),
    contacts: contactsOf(orm, ids),
    promises: promisesOf(orm, ids),
    custody: custodyOf(orm, ids),
  }
}
