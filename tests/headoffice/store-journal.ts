import { randomBytes, randomUUID } from 'node:crypto'
import { type After, type Entry, entryHash, genesisHash } from '../../domain/journal/entry.ts'
import { sealFields } from '../../domain/journal/sealing.ts'

type Change = {
  entity: string
  entityId: string
  after: Record<string, unknown>
  /** Fields that stand sealed under the customer's key. */
  sealed?: { customerId: string; fields: Record<string, unknown> }
  schema?: number
  action?: string
}

/** The journal of one store as its desk would write it. */
export class StoreJournal {
  readonly entries: Entry[] = []
  readonly keys = new Map<string, Buffer>()
  epoch = 'A'
  at = Date.parse('2026-11-22T02:00:00Z')

  /** Adds a change to the end of the journal, chained to the entry before it. */
  add(change: Change): Entry {
    const { entity, entityId, sealed, schema = 1, action = `${entity}.change` } = change
    const after: After = { ...change.after }
    if (sealed !== undefined) {
      const key = this.keyOf(sealed.customerId)
      after.sealed = sealFields(key, sealed.customerId, entity, entityId, sealed.fields)
    }
    const last = this.entries.at(-1)
    const body = {
      seq: (last?.seq ?? 0) + 1,
      id: randomUUID(),
      epoch: this.epoch,
      at: new Date(this.at).toISOString(),
      staffId: 'staff-1001',
      device: 'desk-1',
      action,
      entity,
      entityId,
      after,
      schema,
      prevHash: last?.hash ?? genesisHash,
    }
    const entry = { ...body, hash: entryHash(body) }
    this.entries.push(entry)
    return entry
  }

  keyOf(customerId: string): Buffer {
    const known = this.keys.get(customerId) ?? randomBytes(32)
    this.keys.set(customerId, known)
    return known
  }

  keyList(): { customerId: string; key: string }[] {
    return [...this.keys].map(([customerId, key]) => ({ customerId, key: key.toString('base64') }))
  }

  customer(id: string, name: string): Entry {
    const sealed = { customerId: id, fields: { name, phones: ['13800000001'] } }
    return this.add({ entity: 'customer', entityId: id, after: { id, anonymous: false }, sealed })
  }

  complaint(id: string, fields: Record<string, unknown> = {}, customerId = 'customer-1'): Entry {
    const after = {
      id,
      number: `SZ001-20261122-${id.slice(-4)}`,
      state: 'registered',
      level: 2,
      department: 'logistics',
      channel: 'walk_in',
      handlerId: 'staff-1001',
      customerId,
      round: 1,
      receivedAt: '2026-11-22T02:00:00.000Z',
      replyDueAt: '2026-11-23T02:00:00.000Z',
      endedAt: null,
      version: 1,
      ...fields,
    }
    const sealed = { customerId, fields: { whatHappened: '冰箱约好昨天送到,至今没有送来' } }
    return this.add({ entity: 'complaint', entityId: id, after, sealed })
  }

  /** A day's beginning: the store, a clerk, a customer, a complaint. */
  firstDay(): this {
    this.add({ entity: 'store', entityId: 'store', after: { id: 'store', code: 'SZ001', name: '南山店' } })
    const clerk = { id: 'staff-1001', number: '1001', name: '李小燕', role: 'clerk' }
    this.add({ entity: 'staff', entityId: 'staff-1001', after: clerk })
    this.customer('customer-1', '钱先生')
    this.complaint('complaint-0001')
    return this
  }
}
