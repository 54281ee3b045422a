import { asc, eq } from 'drizzle-orm'
import { type HeadOffice, startHeadOffice } from '../../headoffice/server.ts'
import {
  complaint,
  customer,
  customerKey,
  journal,
  quarantine,
  staff,
  store,
} from '../../headoffice/tables.ts'

/** Where head office keeps its records in a run of the same tests. */
export type Backend = {
  name: string
  /** Options that start head office on an empty database. */
  fresh: () => Promise<{ data?: string; databaseUrl?: string }>
}

/** The clock of the tests, milliseconds since 1970. */
export type Clock = { now: number }

export async function startOn(backend: Backend, clock: Clock): Promise<HeadOffice> {
  return startHeadOffice({ port: 0, now: () => clock.now, ...(await backend.fresh()) })
}

/** Everything that head office keeps of one store, for comparing. */
export async function recordsOf({ database }: HeadOffice, code: string) {
  return {
    store: await database.select().from(store).where(eq(store.code, code)),
    journal: await database
      .select()
      .from(journal)
      .where(eq(journal.store, code))
      .orderBy(journal.epoch, journal.seq),
    ...(await projectionsOf({ database }, code)),
    keys: await database
      .select()
      .from(customerKey)
      .where(eq(customerKey.store, code))
      .orderBy(customerKey.customerId),
  }
}

export async function projectionsOf({ database }: Pick<HeadOffice, 'database'>, code: string) {
  return {
    complaints: await database
      .select()
      .from(complaint)
      .where(eq(complaint.store, code))
      .orderBy(asc(complaint.id)),
    customers: await database
      .select()
      .from(customer)
      .where(eq(customer.store, code))
      .orderBy(asc(customer.id)),
    staff: await database.select().from(staff).where(eq(staff.store, code)).orderBy(asc(staff.id)),
    quarantine: await database
      .select()
      .from(quarantine)
      .where(eq(quarantine.store, code))
      .orderBy(quarantine.epoch, quarantine.seq),
  }
}
