import { asc, eq } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import type { Drizzle } from '../../../db/open.ts'
import type { RecordOf } from '../../../db/records.ts'
import * as t from '../../../db/schema.ts'
import { pinSchema, requiredText, staffNumberSchema, textLimits } from '../../../domain/text.ts'
import { departments, roles } from '../../../domain/vocabulary.ts'
import { doneBefore, requireStill } from '../commands.ts'
import type { Caller, DeskContext } from '../context.ts'
import { DeskError } from '../errors.ts'
import type { StaffView } from '../views.ts'
import type { SignedIn } from './sessions.ts'

export type Staff = RecordOf<'staff'>

/** The department belongs to the role `department` and to no other. */
function matchesRole(input: { role: string; department: string | null }): boolean {
  return (input.role === 'department') === (input.department !== null)
}

const roleFields = { role: z.enum(roles), department: z.enum(departments).nullable() }
const departmentFits = { error: 'department_of_role', path: ['department'] }

export const addStaffSchema = z
  .object({
    commandId: z.uuid(),
    number: staffNumberSchema,
    name: requiredText(textLimits.name),
    ...roleFields,
    pin: pinSchema,
  })
  .refine(matchesRole, departmentFits)
export const changeStaffSchema = z
  .object({
    commandId: z.uuid(),
    id: z.uuid(),
    name: requiredText(textLimits.name),
    ...roleFields,
    active: z.boolean(),
  })
  .refine(matchesRole, departmentFits)
export const resetPinSchema = z.object({
  commandId: z.uuid(),
  id: z.uuid(),
  newPin: pinSchema,
  managerPin: pinSchema,
})

export function staffView(staff: Staff): StaffView {
  return {
    id: staff.id,
    number: staff.number,
    name: staff.name,
    role: staff.role,
    department: staff.department,
    active: staff.active,
  }
}

/** Everybody, those who left included, by number. */
export function listStaff(orm: Drizzle): Staff[] {
  return orm.select().from(t.staff).orderBy(asc(t.staff.number)).all()
}

/**
 * @param orm the store's file
 * @param id the staff member
 * @param field the input field to name
 * @throws DeskError invalid/staff_unknown for nobody or somebody who left
 */
export function activeStaff(orm: Drizzle, id: string, field: string): Staff {
  const found = orm.select().from(t.staff).where(eq(t.staff.id, id)).get()
  if (found === undefined || !found.active) throw new DeskError('invalid', 'staff_unknown', { field })
  return found
}

export function staffByNumber(orm: Drizzle, number: string): Staff | null {
  const found = orm.select().from(t.staff).where(eq(t.staff.number, number)).get()
  return found?.active ? found : null
}

export function signedInAs(staff: Staff): SignedIn {
  return {
    staffId: staff.id,
    number: staff.number,
    name: staff.name,
    role: staff.role,
    department: staff.department,
  }
}

function requireManager(caller: Caller): void {
  if (caller.me.role !== 'manager') throw new DeskError('not_allowed', 'manager_only')
}

function published(desk: DeskContext, staff: Staff): StaffView {
  desk.changes.publish({ type: 'changed', entity: 'staff', id: staff.id, version: 0 })
  desk.pusher.soon()
  return staffView(staff)
}

function record(
  caller: Caller,
  commandId: string,
  action: string,
  staff: Staff,
  also: () => void = () => {},
): Staff {
  const { desk, me } = caller
  desk.recorder.command(
    { commandId, action, about: 'staff', staffId: me.staffId, at: desk.clock.now() },
    (writer) => {
      requireStill(desk, me)
      writer.put('staff', staff)
      also()
    },
  )
  return staff
}

function alreadyDone(caller: Caller, commandId: string, action: string, id: string | null): Staff | null {
  const entityId = doneBefore(caller.desk, commandId, action, caller.me, id)
  if (entityId === null) return null
  return caller.desk.file.orm.select().from(t.staff).where(eq(t.staff.id, entityId)).get() ?? null
}

/**
 * A new staff member with a first PIN; manager only.
 * @throws DeskError not_allowed, invalid/staff_number_taken
 */
export async function addStaff(caller: Caller, input: z.output<typeof addStaffSchema>): Promise<StaffView> {
  requireManager(caller)
  const { desk } = caller
  const before = alreadyDone(caller, input.commandId, 'staff.add', null)
  if (before !== null) return staffView(before)
  const hash = await desk.pins.hash(input.pin)
  const again = alreadyDone(caller, input.commandId, 'staff.add', null)
  if (again !== null) return staffView(again)
  const taken = desk.file.orm.select().from(t.staff).where(eq(t.staff.number, input.number)).get()
  if (taken !== undefined) throw new DeskError('invalid', 'staff_number_taken', { field: 'number' })
  const { number, name, role, department } = input
  const staff = { id: uuidv7(), number, name, role, department, active: true, pinSetAt: desk.clock.now() }
  return published(
    desk,
    record(caller, input.commandId, 'staff.add', staff, () => desk.pins.keep(staff.id, hash)),
  )
}

/**
 * Another name, role or department, or the end of somebody's work here; manager only.
 * @throws DeskError not_allowed, not_found, invalid/last_manager when nobody could manage the store any more
 */
export function changeStaff(caller: Caller, input: z.output<typeof changeStaffSchema>): StaffView {
  requireManager(caller)
  const { desk } = caller
  const done = alreadyDone(caller, input.commandId, 'staff.change', input.id)
  if (done !== null) return staffView(done)
  const before = desk.file.orm.select().from(t.staff).where(eq(t.staff.id, input.id)).get()
  if (before === undefined) throw new DeskError('not_found', 'staff_unknown', { field: 'id' })
  const { name, role, department, active } = input
  const after = { ...before, name, role, department, active }
  const managers = listStaff(desk.file.orm).filter((each) => each.active && each.role === 'manager')
  const loses = before.role === 'manager' && (role !== 'manager' || !active)
  if (loses && managers.every((each) => each.id === before.id))
    throw new DeskError('invalid', 'last_manager', { field: 'role' })
  record(caller, input.commandId, 'staff.change', after)
  if (!active || role !== before.role || department !== before.department) desk.sessions.endAllOf(after.id)
  return published(desk, after)
}

/**
 * A new PIN for somebody who forgot theirs; the manager gives their own PIN.
 * @throws DeskError not_allowed, invalid
 */
export async function resetPin(caller: Caller, input: z.output<typeof resetPinSchema>): Promise<void> {
  requireManager(caller)
  const { desk, me } = caller
  if (alreadyDone(caller, input.commandId, 'staff.reset_pin', input.id) !== null) return
  const staff = activeStaff(desk.file.orm, input.id, 'id')
  await desk.pins.check(me.staffId, input.managerPin, 'managerPin')
  const hash = await desk.pins.hash(input.newPin)
  if (alreadyDone(caller, input.commandId, 'staff.reset_pin', input.id) !== null) return
  const after = { ...staff, pinSetAt: desk.clock.now() }
  record(caller, input.commandId, 'staff.reset_pin', after, () => desk.pins.keep(staff.id, hash))
  desk.sessions.endAllOf(staff.id)
  published(desk, after)
}

export const changePinSchema = z.object({ oldPin: pinSchema, newPin: pinSchema })

/**
 * One's own new PIN.
 * @throws DeskError wrong_pin, locked
 */
export async function changeOwnPin(caller: Caller, input: z.output<typeof changePinSchema>): Promise<void> {
  const { desk, me } = caller
  await desk.pins.check(me.staffId, input.oldPin, 'oldPin')
  const hash = await desk.pins.hash(input.newPin)
  const staff = activeStaff(desk.file.orm, me.staffId, 'oldPin')
  const after = { ...staff, pinSetAt: desk.clock.now() }
  record(caller, uuidv7(), 'staff.change_pin', after, () => desk.pins.keep(staff.id, hash))
  // Whoever knew the old PIN is out everywhere else.
  desk.sessions.endAllOf(staff.id, caller.token)
  published(desk, after)
}
