import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import type { Drizzle } from '../../db/open.ts'
import type { RecordOf } from '../../db/records.ts'
import * as t from '../../db/schema.ts'
import { defaultPolicy } from '../../domain/policy.ts'
import { pinSchema, requiredText, staffNumberSchema, storeCodeSchema, textLimits } from '../../domain/text.ts'
import { doneBefore } from './commands.ts'
import type { Caller, DeskContext } from './context.ts'
import { DeskError } from './errors.ts'
import { staffView } from './people/staff.ts'
import type { DeskStatus, SessionView, StoreView } from './views.ts'

export const setupSchema = z.object({
  commandId: z.uuid(),
  storeCode: storeCodeSchema,
  storeName: requiredText(textLimits.name),
  managerNumber: staffNumberSchema,
  managerName: requiredText(textLimits.name),
  pin: pinSchema,
})
export const changeStoreSchema = z.object({ commandId: z.uuid(), name: requiredText(textLimits.name) })

function storeRecord(orm: Drizzle): RecordOf<'store'> | null {
  return orm.select().from(t.store).limit(1).get() ?? null
}

/** @throws DeskError not_allowed/not_set_up before the first start was finished */
export function storeView(orm: Drizzle): StoreView {
  const store = storeRecord(orm)
  if (store === null) throw new DeskError('not_allowed', 'not_set_up')
  return { code: store.code, name: store.name, timeZone: store.timeZone }
}

export function deskStatus(desk: DeskContext): DeskStatus {
  const store = storeRecord(desk.file.orm)
  return {
    needsSetup: store === null,
    store: store === null ? null : storeView(desk.file.orm),
    shell: desk.shell.kind,
    demo: store?.demo ?? false,
    now: new Date(desk.clock.now()).toISOString(),
  }
}

/** A store with its first manager, written as one command. */
export interface NewStore {
  readonly commandId: string
  readonly code: string
  readonly name: string
  readonly demo: boolean
  readonly manager: { readonly number: string; readonly name: string; readonly pinHash: string }
}

/**
 * Writes store, policy and first manager.
 * @param desk the desk of an empty file
 * @param given what the first start asked for
 * @returns the manager
 */
export function writeStore(desk: DeskContext, given: NewStore): RecordOf<'staff'> {
  const now = desk.clock.now()
  const head = {
    commandId: given.commandId,
    action: 'store.set_up',
    about: 'store',
    staffId: null,
    at: now,
  } as const
  return desk.recorder.command(head, (writer) => {
    if (storeRecord(desk.file.orm) !== null) throw new DeskError('not_allowed', 'already_set_up')
    const manager = {
      id: uuidv7(),
      number: given.manager.number,
      name: given.manager.name,
      role: 'manager',
      department: null,
      active: true,
      pinSetAt: now,
    } as const
    writer.put('store', {
      id: uuidv7(),
      code: given.code,
      name: given.name,
      timeZone: defaultPolicy.timeZone,
      demo: given.demo,
    })
    writer.put('staff', manager)
    writer.put('policy', {
      id: uuidv7(),
      version: defaultPolicy.version,
      body: { ...defaultPolicy },
      validAt: now,
      staffId: null,
      reason: '',
    })
    desk.pins.keep(manager.id, given.manager.pinHash)
    return manager
  })
}

/**
 * First start: the store's code and name and the manager's first PIN.
 * @throws DeskError not_allowed/already_set_up
 */
export async function setUp(desk: DeskContext, input: z.output<typeof setupSchema>): Promise<SessionView> {
  if (storeRecord(desk.file.orm) !== null) throw new DeskError('not_allowed', 'already_set_up')
  const pinHash = await desk.pins.hash(input.pin)
  const { managerNumber: number, managerName: name } = input
  const manager = writeStore(desk, {
    commandId: input.commandId,
    code: input.storeCode,
    name: input.storeName,
    demo: false,
    manager: { number, name, pinHash },
  })
  return { token: desk.sessions.start(manager.id), staff: staffView(manager) }
}

/**
 * Another name for the store; manager only. The code stays: it begins every number that was given.
 * @throws DeskError not_allowed
 */
export function changeStore(caller: Caller, input: z.output<typeof changeStoreSchema>): StoreView {
  const { desk, me } = caller
  if (me.role !== 'manager') throw new DeskError('not_allowed', 'manager_only')
  const store = storeRecord(desk.file.orm)
  if (store === null) throw new DeskError('not_allowed', 'not_set_up')
  if (doneBefore(desk, input.commandId, 'store.change', me, store.id) === null) {
    const { commandId, name } = input
    const head = {
      commandId,
      action: 'store.change',
      about: 'store',
      staffId: me.staffId,
      at: desk.clock.now(),
    } as const
    desk.recorder.command(head, (writer) => writer.put('store', { ...store, name }))
    desk.changes.publish({ type: 'changed', entity: 'store', id: store.id, version: 0 })
    desk.pusher.soon()
  }
  return storeView(desk.file.orm)
}
