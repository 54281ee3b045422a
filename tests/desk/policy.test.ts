import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SettableClock } from '../helpers/clock.ts'
import { settableClock } from '../helpers/clock.ts'
import type { DeskPerson, TestDesk } from '../helpers/desk.ts'
import { refusalOf, startStore, testStaff } from '../helpers/desk.ts'
import { minuteMs, settled } from '../helpers/passing.ts'
import { watchFile } from '../helpers/watch.ts'

/** 2026-05-20 is an ordinary Wednesday; store time is +08:00. */
const at = (time: string, date = '2026-05-20') => new Date(`${date}T${time}:00+08:00`).toISOString()

let clock: SettableClock
let desk: TestDesk
let manager: DeskPerson
beforeAll(async () => {
  clock = settableClock(at('11:00'))
  desk = await startStore({ clock })
  manager = await desk.as(testStaff.manager)
})
afterAll(() => desk.close())

const current = async () => (await manager.call.policy.settings.query()).policy

async function change(
  changes: Record<string, unknown>,
  who: DeskPerson = manager,
  commandId = crypto.randomUUID(),
) {
  const { version } = await current()
  return who.call.policy.change.mutate({ commandId, seenVersion: version, changes, reason: '本店规定' })
}

describe('a change of the policy', () => {
  it('is the manager’s alone', async () => {
    for (const number of [testStaff.clerk, testStaff.supervisor]) {
      const refused = change({ clocks: { replyDays: 4 } }, await desk.as(number))
      expect(await refusalOf(refused)).toMatchObject({ code: 'not_allowed', key: 'manager_only' })
    }
    expect((await current()).clocks.replyDays).toBe(5)
  })

  it.each<[string, Record<string, unknown>]>([
    ['goodwill.manager.totalFen', { goodwill: { manager: { totalFen: 1 } } }],
    ['openToStore', { openToStore: ['goodwill'] }],
    ['version', { version: 9 }],
    ['timeZone', { timeZone: 'UTC' }],
    ['raises.unacceptedMinutes', { clocks: { replyDays: 4 }, raises: { unacceptedMinutes: 600 } }],
    ['clocksx', { clocksx: 1 }],
  ])('does not reach %s, which head office keeps', async (field, changes) => {
    expect(await refusalOf(change(changes))).toMatchObject({
      code: 'not_allowed',
      key: 'policy_closed',
      field: `changes.${field}`,
    })
    expect((await current()).clocks.replyDays).toBe(5)
  })

  it.each<[string, Record<string, unknown>]>([
    ['clocks.replyDays', { clocks: { replyDays: 0 } }],
    ['clocks.replyDays', { clocks: { replyDays: '5' } }],
    ['clocks.handlingHours', { clocks: { handlingHours: 24 } }],
    ['clocks.nonsense', { clocks: { nonsense: 1 } }],
    ['window', { window: { from: '19:00' } }],
    ['window', { window: null }],
    ['calendar', { calendar: { holidays: ['2026-06-01'], workdays: ['2026-06-01'] } }],
  ])('does not put a wrong value into %s', async (field, changes) => {
    expect(await refusalOf(change(changes))).toMatchObject({
      code: 'invalid',
      key: 'policy_value',
      field: `changes.${field}`,
    })
  })

  it('makes a version, once, and keeps the old one readable', async () => {
    clock.advance(minuteMs)
    const commandId = crypto.randomUUID()
    const first = await change({ clocks: { replyDays: 4 } }, manager, commandId)
    expect(first.policy).toMatchObject({ version: 2, clocks: { replyDays: 4, acceptMinutes: 60 } })
    // The same command once more, as after a lost answer.
    const again = await manager.call.policy.change.mutate({
      commandId,
      seenVersion: 1,
      changes: { clocks: { replyDays: 4 } },
      reason: '本店规定',
    })
    expect(again.policy.version).toBe(2)
    expect(
      again.versions.map(({ version, reason, by, validAt }) => ({ version, reason, by, validAt }))[0],
    ).toEqual({
      version: 2,
      reason: '本店规定',
      by: manager.staff.name,
      validAt: at('11:01'),
    })
    expect((await manager.call.policy.version.query({ version: 1 })).clocks.replyDays).toBe(5)
    expect((await manager.call.policy.version.query({ version: 2 })).clocks.replyDays).toBe(4)
    expect(await refusalOf(manager.call.policy.version.query({ version: 99 }))).toMatchObject({
      code: 'not_found',
    })
  })

  it('of a version that somebody changed meanwhile is stale', async () => {
    const { version } = await current()
    await change({ clocks: { returnVisitDays: 6 } })
    const late = { commandId: crypto.randomUUID(), seenVersion: version, reason: '本店规定' }
    const refused = manager.call.policy.change.mutate({
      ...late,
      changes: { clocks: { returnVisitDays: 7 } },
    })
    expect(await refusalOf(refused)).toMatchObject({ code: 'stale', params: { version: version + 1 } })
    expect((await current()).clocks.returnVisitDays).toBe(6)
  })

  it('holds from when it is recorded, also when the computer’s clock is set back after it', async () => {
    const { version } = await change({ clocks: { signatureHours: 5 } }).then(({ policy }) => policy)
    const before = new Date(clock.now()).toISOString()
    clock.set(at('10:00'))
    expect((await current()).clocks.signatureHours).toBe(5)
    expect((await change({ clocks: { signatureHours: 6 } })).policy.version).toBe(version + 1)
    clock.set(before)
    expect((await current()).clocks.signatureHours).toBe(6)
  })

  it('stands in the journal as a whole', async () => {
    const { raw, close } = watchFile(desk)
    const [last] = raw
      .prepare<[], { after: string }>(
        "SELECT after FROM journal WHERE entity = 'policy' ORDER BY seq DESC LIMIT 1",
      )
      .all()
    close()
    expect(JSON.parse(last?.after ?? '{}')).toMatchObject({ body: await current() })
  })
})

describe('the effect of a change', () => {
  it('says when everything would be due that begins now, and changes nothing', async () => {
    clock.set(at('11:00'))
    const before = await current()
    const { clocks } = await manager.call.policy.effect.query({
      changes: {
        window: { to: '17:00' },
        clocks: {
          acceptMinutes: 30,
          replyDays: 1,
          handlingHours: { 2: 12 },
          onSiteHours: 2,
          majorCallBackHours: 3,
        },
      },
    })
    const due = Object.fromEntries(clocks.map(({ kind, dueAt }) => [kind, dueAt]))
    expect(due).toMatchObject({
      accept: at('11:30'),
      first_contact: at('11:30'),
      major_call_back: at('14:00'),
      handling: at('23:00'),
      department_answer: at('17:00', '2026-05-25'),
      reply: at('17:00', '2026-05-21'),
      on_site: at('13:00'),
      execution: at('17:00', '2026-05-27'),
      refund_money: at('17:00', '2026-05-27'),
      desk_manned: at('11:30'),
    })
    expect(clocks).toHaveLength(new Set(clocks.map((each) => each.kind)).size)
    await settled()
    expect(await current()).toEqual(before)
  })

  it('of a wrong value names the field', async () => {
    const refused = manager.call.policy.effect.query({ changes: { clocks: { replyDays: -1 } } })
    expect(await refusalOf(refused)).toMatchObject({ code: 'invalid', field: 'changes.clocks.replyDays' })
  })
})
