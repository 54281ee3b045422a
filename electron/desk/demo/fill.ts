import { v7 as uuidv7 } from 'uuid'
import type { Department, Role } from '../../../domain/vocabulary.ts'
import type { DeskContext } from '../context.ts'
import { writeStore } from '../store.ts'

/** The PIN of everybody in the demo store. */
export const demoPin = '246810'

const people: readonly { number: string; name: string; role: Role; department: Department | null }[] = [
  { number: '1001', name: '林晓雯', role: 'clerk', department: null },
  { number: '1002', name: '何志强', role: 'clerk', department: null },
  { number: '3001', name: '梁师傅', role: 'technician', department: null },
  { number: '1501', name: '苏敏', role: 'supervisor', department: null },
]

/**
 * Makes the demo store SZ001 in an empty file.
 * @param desk the desk of an empty file
 */
export async function fillDemo(desk: DeskContext): Promise<void> {
  const pinHash = await desk.pins.hash(demoPin)
  const manager = { number: '2001', name: '陈国栋', pinHash }
  writeStore(desk, { commandId: uuidv7(), code: 'SZ001', name: '南山演示店', demo: true, manager })
  for (const { number, name, role, department } of people) {
    const id = uuidv7()
    const now = desk.clock.now()
    const head = { commandId: uuidv7(), action: 'staff.add', about: 'staff', staffId: null, at: now } as const
    desk.recorder.command(head, (writer) => {
      writer.put('staff', { id, number, name, role, department, active: true, pinSetAt: now })
      desk.pins.keep(id, pinHash)
    })
  }
}
