import { randomUUID } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SettableClock } from '../helpers/clock.ts'
import { settableClock } from '../helpers/clock.ts'
import type { TestDesk } from '../helpers/desk.ts'
import { newFolder, pin, refusalOf, setUpStore, startDesk, startStore, testStaff } from '../helpers/desk.ts'
import { act, beyondTheManagerFen, compensationLine, walk } from '../helpers/walk.ts'

const minuteMs = 60_000
const wrong = '000000'

let desk: TestDesk & { readonly clock: SettableClock }
beforeEach(async () => {
  desk = await startStore()
})
afterEach(() => desk.close())

const tryPin = (staffNumber: string, withPin: string, at: TestDesk = desk) =>
  at.open.session.signIn.mutate({ staffNumber, pin: withPin })

async function guess(times: number, staffNumber: string = testStaff.clerk, at: TestDesk = desk) {
  const keys: string[] = []
  for (let each = 0; each < times; each += 1) {
    const { key, params } = await refusalOf(tryPin(staffNumber, wrong, at))
    keys.push(key === 'wrong_pin' ? `${key} ${params.left}` : key)
  }
  return keys
}

describe('wrong PINs', () => {
  it('say how many tries are left, and the fifth locks for a minute', async () => {
    expect(await guess(5)).toEqual(['wrong_pin 4', 'wrong_pin 3', 'wrong_pin 2', 'wrong_pin 1', 'locked'])
    const until = new Date(desk.clock.now() + minuteMs).toISOString()
    expect(await refusalOf(tryPin(testStaff.clerk, pin))).toMatchObject({
      code: 'not_allowed',
      key: 'locked',
      field: 'pin',
      params: { until, seconds: 60 },
    })
    desk.clock.advance(minuteMs)
    expect((await tryPin(testStaff.clerk, pin)).staff.number).toBe(testStaff.clerk)
  })

  it('lock for twice as long each time, an hour at most, until the right one', async () => {
    await guess(5)
    const locks: number[] = [60]
    while ((locks.at(-1) ?? 0) < 3_600) {
      desk.clock.advance((locks.at(-1) ?? 0) * 1000)
      const { params } = await refusalOf(tryPin(testStaff.clerk, wrong))
      locks.push(Number(params.seconds))
    }
    expect(locks).toEqual([60, 120, 240, 480, 960, 1_920, 3_600])
    desk.clock.advance(3_600_000)
    await tryPin(testStaff.clerk, pin)
    expect(await guess(1)).toEqual(['wrong_pin 4'])
  })

  it('lock nobody else', async () => {
    await guess(5)
    expect((await tryPin(testStaff.otherClerk, pin)).staff.number).toBe(testStaff.otherClerk)
  })

  it('are counted one by one when a hundred come at once', async () => {
    const keys = await Promise.all(
      Array.from({ length: 100 }, async () => (await refusalOf(tryPin(testStaff.clerk, wrong))).key),
    )
    expect(keys.filter((key) => key === 'wrong_pin')).toHaveLength(4)
    expect(await refusalOf(tryPin(testStaff.clerk, pin))).toMatchObject({ key: 'locked' })
  })

  it('look the same for a number that nobody has', async () => {
    expect(await guess(5, '9999')).toEqual(await guess(5))
  })

  it('over many people lock the whole desk', async () => {
    for (const number of [testStaff.clerk, testStaff.otherClerk, testStaff.technician, testStaff.logistics])
      await guess(5, number)
    expect(await refusalOf(tryPin(testStaff.manager, pin))).toMatchObject({ key: 'locked' })
  })

  it('stay locked when the clock is set forward or back', async () => {
    await guess(5)
    for (const instant of ['2031-01-01T00:00:00Z', '2020-01-01T00:00:00Z']) {
      desk.clock.set(instant)
      expect(await refusalOf(tryPin(testStaff.clerk, pin))).toMatchObject({ key: 'locked' })
    }
  })

  it('lock moves that ask for a PIN as well, and change nothing', async () => {
    const complaint = await walk(desk, 'accepted')
    const manager = await desk.as(testStaff.manager)
    for (let each = 0; each < 5; each += 1)
      await refusalOf(act(manager, complaint.id, 'void', { reason: '录错', pin: wrong }))
    expect(await refusalOf(act(manager, complaint.id, 'void', { reason: '录错', pin }))).toMatchObject({
      key: 'locked',
      field: 'input.pin',
    })
    expect((await complaint.view()).state).toBe('accepted')
  })
})

it('a lock outlasts a restart, also with the clock set forward in between', async () => {
  const dataDir = newFolder()
  const first = await startDesk({ dataDir })
  await setUpStore(first)
  await guess(5, testStaff.clerk, first)
  await first.stop()
  const second = await startDesk({ dataDir, clock: settableClock('2030-06-03T02:00:00Z') })
  try {
    expect(await refusalOf(tryPin(testStaff.clerk, pin, second))).toMatchObject({ key: 'locked' })
    second.clock.advance(minuteMs)
    await tryPin(testStaff.clerk, pin, second)
  } finally {
    await second.stop()
    rmSync(dataDir, { recursive: true })
  }
})

describe('a session', () => {
  it('ends after fifteen minutes without a call, and not before', async () => {
    const clerk = await desk.as(testStaff.clerk)
    for (let each = 0; each < 4; each += 1) {
      desk.clock.advance(14 * minuteMs)
      await clerk.call.session.me.query()
    }
    desk.clock.advance(15 * minuteMs + 1)
    expect(await refusalOf(clerk.call.session.me.query())).toMatchObject({ code: 'signed_out' })
  })

  it('is not kept alive by what the page asks by itself', async () => {
    const clerk = await desk.as(testStaff.clerk)
    desk.clock.advance(14 * minuteMs)
    await clerk.call.complaints.today.query({ scope: 'all', filter: 'all', cursor: null, limit: 10 })
    desk.clock.advance(2 * minuteMs)
    expect(await refusalOf(clerk.call.session.me.query())).toMatchObject({ code: 'signed_out' })
  })

  it('ends at signing out and is worth nothing afterwards', async () => {
    const clerk = await desk.signIn(testStaff.clerk)
    await clerk.call.session.signOut.mutate()
    expect(await refusalOf(clerk.call.session.me.query())).toMatchObject({ code: 'signed_out' })
    expect((await clerk.fetch('changes')).status).toBe(401)
  })

  it('is kept only as its hash', async () => {
    const clerk = await desk.as(testStaff.clerk)
    const files = ['store.sqlite', 'store.sqlite-wal'].map((name) => readFileSync(`${desk.dataDir}/${name}`))
    for (const file of files) expect(file.includes(clerk.token)).toBe(false)
  })
})

describe('staff', () => {
  const change = (id: string, more: Record<string, unknown>) => ({
    commandId: randomUUID(),
    id,
    name: '某人',
    role: 'clerk' as const,
    department: null,
    active: true,
    ...more,
  })

  it('who left are signed out at once and cannot sign in', async () => {
    const { call } = await desk.as(testStaff.manager)
    const clerk = await desk.as(testStaff.clerk)
    await call.staff.change.mutate(change(clerk.staff.id, { active: false }))
    expect(await refusalOf(clerk.call.session.me.query())).toMatchObject({ code: 'signed_out' })
    expect(await refusalOf(tryPin(testStaff.clerk, pin))).toMatchObject({ key: 'wrong_pin' })
    expect((await desk.open.desk.people.query()).map((each) => each.number)).not.toContain(testStaff.clerk)
  })

  it('whose PIN is reset are signed out, unlocked, and known by the new one only', async () => {
    const { call } = await desk.as(testStaff.manager)
    const clerk = await desk.as(testStaff.clerk)
    await guess(5)
    const reset = { commandId: randomUUID(), id: clerk.staff.id, newPin: '135790', managerPin: pin }
    await call.staff.resetPin.mutate(reset)
    expect(await refusalOf(clerk.call.session.me.query())).toMatchObject({ code: 'signed_out' })
    expect(await refusalOf(tryPin(testStaff.clerk, pin))).toMatchObject({ key: 'wrong_pin' })
    expect((await tryPin(testStaff.clerk, '135790')).staff.number).toBe(testStaff.clerk)
  })

  it('the last manager neither leaves nor becomes a clerk', async () => {
    const manager = await desk.as(testStaff.manager)
    const other = await desk.as(testStaff.otherManager)
    await manager.call.staff.change.mutate(change(other.staff.id, { role: 'clerk' }))
    for (const more of [{ role: 'clerk' }, { role: 'manager', active: false }])
      expect(await refusalOf(manager.call.staff.change.mutate(change(manager.staff.id, more)))).toMatchObject(
        { code: 'invalid', key: 'last_manager' },
      )
  })

  it('are kept by the manager alone', async () => {
    const person = {
      commandId: randomUUID(),
      number: '1009',
      name: '新人',
      role: 'manager' as const,
      department: null,
    }
    for (const number of [testStaff.clerk, testStaff.supervisor, testStaff.technician, testStaff.logistics]) {
      const { call, staff } = await desk.as(number)
      expect(await refusalOf(call.staff.add.mutate({ ...person, pin }))).toMatchObject({
        key: 'manager_only',
      })
      expect(await refusalOf(call.staff.change.mutate(change(staff.id, { role: 'manager' })))).toMatchObject({
        key: 'manager_only',
      })
      expect(
        await refusalOf(
          call.staff.resetPin.mutate({
            commandId: randomUUID(),
            id: staff.id,
            newPin: '111111',
            managerPin: pin,
          }),
        ),
      ).toMatchObject({ key: 'manager_only' })
    }
  })
})

describe('four eyes and limits', () => {
  async function paperOf(complaint: Awaited<ReturnType<typeof walk>>): Promise<string> {
    return (await complaint.view()).resolutions[0]?.id ?? ''
  }

  it('who wrote a resolution does not sign it', async () => {
    const complaint = await walk(desk, 'awaiting_signature')
    const writer = await desk.as(testStaff.otherManager)
    const signing = act(writer, complaint.id, 'sign', { resolutionId: await paperOf(complaint), pin })
    expect(await refusalOf(signing)).toMatchObject({ key: 'missing', missing: ['not_own_paper'] })
  })

  it('a signature with a wrong PIN is none', async () => {
    const complaint = await walk(desk, 'awaiting_signature')
    const manager = await desk.as(testStaff.manager)
    const signing = act(manager, complaint.id, 'sign', { resolutionId: await paperOf(complaint), pin: wrong })
    expect(await refusalOf(signing)).toMatchObject({ key: 'wrong_pin', field: 'input.pin' })
    expect((await complaint.view()).state).toBe('awaiting_signature')
  })

  it.each([
    ['level 3 and 500 yuan', 3 as const, 50_000, true],
    ['one fen more', 3 as const, 50_001, false],
    ['level 4', 4 as const, 1_000, false],
  ])('a supervisor signs up to level 3 and 500 yuan: %s', async (_name, level, amountFen, allowed) => {
    const complaint = await walk(desk, 'awaiting_signature', {
      level,
      options: [[compensationLine(amountFen)]],
    })
    const supervisor = await desk.as(testStaff.supervisor)
    const signing = act(supervisor, complaint.id, 'sign', { resolutionId: await paperOf(complaint), pin })
    if (allowed) expect((await signing).state).toBe('signed')
    else expect(await refusalOf(signing)).toMatchObject({ missing: ['within_signing_limit'] })
  })

  it('beyond the manager’s limit head office rules: refused goes back, approved is signed', async () => {
    const manager = await desk.as(testStaff.manager)
    const options = [[compensationLine(beyondTheManagerFen)]]
    const complaint = await walk(desk, 'awaiting_approval', { options })
    const ruling = { reference: '总部批第 3 号', text: '减到两千', pin }
    const refused = await act(manager, complaint.id, 'head_office_ruling', { decision: 'refuse', ...ruling })
    expect(refused.state).toBe('proposing')
    const again = await walk(desk, 'awaiting_approval', { options })
    const approved = await act(manager, again.id, 'head_office_ruling', { decision: 'approve', ...ruling })
    expect(approved.state).toBe('signed')
    expect((await again.view()).toldHeadOffice).toBe(true)
  })

  it('a withdrawal needs the PIN of supervisor or manager, nobody else’s', async () => {
    const complaint = await walk(desk, 'accepted')
    const clerk = await desk.as(testStaff.clerk)
    const withdraw = (staffNumber: string, withPin: string) =>
      act(clerk, complaint.id, 'withdraw', { words: '算了', approval: { staffNumber, pin: withPin } })
    expect(await refusalOf(withdraw(testStaff.clerk, pin))).toMatchObject({
      key: 'supervisor_or_manager_only',
    })
    expect(await refusalOf(withdraw(testStaff.supervisor, wrong))).toMatchObject({ key: 'wrong_pin' })
    expect((await withdraw(testStaff.supervisor, pin)).state).toBe('withdrawn')
  })
})
