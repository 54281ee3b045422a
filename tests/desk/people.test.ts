import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashPin, verifyPin } from '../../electron/desk/people/argon2.ts'
import type { TestDesk } from '../helpers/desk.ts'
import { pin, refusalOf, startStore, testStaff } from '../helpers/desk.ts'
import { intake } from '../helpers/walk.ts'

let desk: TestDesk
beforeAll(async () => {
  desk = await startStore()
})
afterAll(() => desk.close())

describe('a PIN', () => {
  it('is known again from the hash that either implementation wrote', async () => {
    const cost = { memoryKiB: 1024, passes: 1 }
    const ours = await hashPin('246810', cost)
    expect(ours).toMatch(/^\$argon2id\$v=19\$m=1024,t=1,p=1\$/)
    expect(await verifyPin('246810', ours)).toBe(true)
    expect(await verifyPin('246811', ours)).toBe(false)
    const { argon2id } = await import('hash-wasm')
    const theirs = await argon2id({
      password: '246810',
      salt: new Uint8Array(16).fill(7),
      parallelism: 1,
      iterations: 1,
      memorySize: 1024,
      hashLength: 32,
      outputType: 'encoded',
    })
    expect(await verifyPin('246810', theirs)).toBe(true)
    expect(await verifyPin('000000', theirs)).toBe(false)
  })

  it('changed by its owner ends that person’s other sessions and keeps this one', async () => {
    const here = await desk.signIn(testStaff.technician)
    const elsewhere = await desk.signIn(testStaff.technician)
    await here.call.session.changePin.mutate({ oldPin: pin, newPin: '135790' })
    expect((await here.call.session.me.query()).staff.number).toBe(testStaff.technician)
    expect((await refusalOf(elsewhere.call.session.me.query())).code).toBe('signed_out')
    await here.call.session.changePin.mutate({ oldPin: '135790', newPin: pin })
  })
})

describe('a command id', () => {
  it('that was used for one record is refused for another, not answered as done', async () => {
    const manager = await desk.as(testStaff.manager)
    const staff = await manager.call.staff.list.query()
    const [first, second] = staff.filter((each) => each.role === 'clerk')
    if (first === undefined || second === undefined) throw new Error('The test store has two clerks')
    const commandId = crypto.randomUUID()
    const change = ({ id, role, department, active }: typeof first, name: string) =>
      manager.call.staff.change.mutate({ commandId, id, name, role, department, active })
    expect((await change(first, '新名字')).name).toBe('新名字')
    expect((await refusalOf(change(second, '别的名字'))).key).toBe('command_id_used')
    const after = await manager.call.staff.list.query()
    expect(after.find((each) => each.id === second.id)?.name).toBe(second.name)
  })

  it('in capitals is the same id: the complaint is recorded once', async () => {
    const clerk = await desk.as(testStaff.clerk)
    const input = intake()
    const once = await clerk.call.complaints.register.mutate(input)
    const again = await clerk.call.complaints.register.mutate({
      ...input,
      commandId: input.commandId.toUpperCase(),
    })
    expect(again.number).toBe(once.number)
  })
})

describe('head office', () => {
  it('is not enrolled with over a line that anybody can read', async () => {
    const manager = await desk.as(testStaff.manager)
    const enrol = manager.call.headOffice.enrol.mutate({ url: 'http://203.0.113.9/', code: 'AAAA-BBBB' })
    expect(await refusalOf(enrol)).toMatchObject({ code: 'invalid', key: 'needs_https', field: 'url' })
  })
})
