import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SettableClock } from '../helpers/clock.ts'
import type { DeskPerson, RefusalView, TestDesk } from '../helpers/desk.ts'
import { pin, refusalOf, startStore, testStaff } from '../helpers/desk.ts'
import type { FileWatch } from '../helpers/watch.ts'
import { watchFile } from '../helpers/watch.ts'

let desk: TestDesk & { clock: SettableClock }
let watch: FileWatch
let manager: DeskPerson
beforeAll(async () => {
  desk = await startStore()
  watch = watchFile(desk)
  manager = await desk.as(testStaff.manager)
})
afterAll(async () => {
  watch.close()
  await desk.close()
})

const given = {
  title: '小家电七天内质量问题换货',
  remedies: ['exchange' as const, 'refund' as const],
  reasons: ['quality_fault' as const],
  families: ['small_appliance'],
  maxDay: 7,
  maxFen: 50_000,
  fromOn: '2026-05-20',
  toOn: '2026-05-31',
  terms: '须附检验照片',
}

function sign(more: Record<string, unknown> = {}, person = manager) {
  return person.call.authorisations.sign.mutate({
    commandId: randomUUID(),
    ...given,
    families: [],
    pin,
    ...more,
  })
}

function revoke(id: string, more: Record<string, unknown> = {}, person = manager) {
  const input = { commandId: randomUUID(), id, reason: '库存不足', pin, ...more }
  return person.call.authorisations.revoke.mutate(input)
}

const list = () => manager.call.authorisations.list.query()

async function refusedWithoutTrace(call: () => Promise<unknown>, expected: Partial<RefusalView>) {
  const { seq } = watch.head()
  expect(await refusalOf(call())).toMatchObject(expected)
  expect(watch.head().seq).toBe(seq)
}

describe('a standing authorisation', () => {
  it('is signed by the manager with scope, limit, dates, number and check code', async () => {
    const [family] = (await manager.call.policy.current.query()).families
    const signed = await sign({ families: [family?.code, family?.code] })
    expect(signed).toMatchObject({
      ...given,
      families: [family?.code],
      number: 'TS001-20260520-A0001',
      signedBy: `店长${testStaff.manager}`,
      signedAt: '2026-05-20T02:30:00.000Z',
      inForce: true,
      revokedAt: null,
      uses: 0,
    })
    expect(signed.checkCode).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/)
    expect((await list())[0]).toEqual(signed)
  })

  it('is there for everybody to read', async () => {
    const { call } = await desk.as(testStaff.clerk)
    expect(await call.authorisations.list.query()).toHaveLength(1)
  })

  it.each([
    ['beyond what the manager may give', { maxFen: 200_001 }, 'beyond_limit', 'maxFen'],
    ['for nothing', { maxFen: 0 }, 'not_an_amount', 'maxFen'],
    ['for half a fen', { maxFen: 0.5 }, 'not_an_amount', 'maxFen'],
    ['that ends before it begins', { fromOn: '2026-06-02', toOn: '2026-06-01' }, 'dates_reversed', 'toOn'],
    ['that is over', { fromOn: '2026-05-01', toOn: '2026-05-19' }, 'in_the_past', 'toOn'],
    ['for a family that nobody has', { families: ['spaceship'] }, 'family_unknown', 'families.0'],
    ['for no remedy', { remedies: [] }, 'required', 'remedies'],
    ['up to a day before the invoice', { maxDay: -1 }, 'not_a_quantity', 'maxDay'],
    ['without a title', { title: '' }, 'required', 'title'],
  ])('is not signed %s', async (_what, more, key, field) => {
    await refusedWithoutTrace(() => sign(more), { code: 'invalid', key, field })
  })

  it('is the manager’s alone to sign and to revoke, each with their PIN', async () => {
    const { id } = await sign()
    for (const number of [testStaff.clerk, testStaff.supervisor, testStaff.finance]) {
      const person = await desk.as(number)
      await refusedWithoutTrace(() => sign({}, person), { key: 'manager_only' })
      await refusedWithoutTrace(() => revoke(id, {}, person), { key: 'manager_only' })
    }
    await refusedWithoutTrace(() => sign({ pin: '000000' }), { key: 'wrong_pin', field: 'pin' })
    await refusedWithoutTrace(() => revoke(id, { pin: '000000' }), { key: 'wrong_pin', field: 'pin' })
    await refusedWithoutTrace(() => revoke(id, { reason: ' ' }), { key: 'required', field: 'reason' })
  })

  it('is signed once when the command comes twice at once', async () => {
    const commandId = randomUUID()
    const [first, second] = await Promise.all([sign({ commandId }), sign({ commandId })])
    expect(second).toEqual(first)
    expect((await list()).filter((each) => each.id === first.id)).toHaveLength(1)
  })

  it('ends when it is revoked, says why, and stays on record as it was signed', async () => {
    const signed = await sign()
    const commandId = randomUUID()
    const revoked = await revoke(signed.id, { commandId })
    expect(revoked).toEqual({
      ...signed,
      inForce: false,
      revokedAt: '2026-05-20T02:30:00.000Z',
      revokedBy: `店长${testStaff.manager}`,
      revokedReason: '库存不足',
    })
    expect(await revoke(signed.id, { commandId })).toEqual(revoked)
    await refusedWithoutTrace(() => revoke(signed.id), { key: 'authorisation_revoked' })
    await refusedWithoutTrace(() => revoke(randomUUID()), { key: 'authorisation_not_found' })
  })

  it('holds on its first and last day in store time, and not a minute longer', async () => {
    const { id } = await sign({ fromOn: '2026-05-21', toOn: '2026-05-21' })
    const inForce = async () => {
      const person = await desk.signIn(testStaff.manager)
      return (await person.call.authorisations.list.query()).find((each) => each.id === id)?.inForce
    }
    expect(await inForce()).toBe(false)
    for (const [at, holds] of [
      ['2026-05-20T15:59:59.000Z', false],
      ['2026-05-20T16:00:00.000Z', true],
      ['2026-05-21T15:59:59.000Z', true],
      ['2026-05-21T16:00:00.000Z', false],
    ] as const) {
      desk.clock.set(at)
      expect(await inForce(), at).toBe(holds)
    }
  })
})
