import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openForReading } from '../../db/open.ts'
import { entriesAfter, verifyStoreFile } from '../../db/verify.ts'
import type { SettableClock } from '../helpers/clock.ts'
import type { DeskPerson, TestDesk } from '../helpers/desk.ts'
import { pin, refusalOf, startStore, testStaff } from '../helpers/desk.ts'
import { act, intake, walk } from '../helpers/walk.ts'
import { typed, wholeLife } from '../helpers/whole-life.ts'

const who = { name: '周女士', phone: '13800020001' }

/** The customer of a complaint. */
async function customerOf(person: DeskPerson, complaintId: string): Promise<string> {
  return (await person.call.complaints.get.query({ id: complaintId })).customer.id
}

async function recorded(person: DeskPerson, more: Parameters<typeof intake>[0] = {}): Promise<string> {
  return customerOf(person, (await person.call.complaints.register.mutate(intake(more))).id)
}

describe('the customer’s page', () => {
  let desk: TestDesk & { readonly clock: SettableClock }
  let clerk: DeskPerson
  let manager: DeskPerson
  let id: string
  beforeEach(async () => {
    desk = await startStore()
    clerk = await desk.as(testStaff.clerk)
    manager = await desk.as(testStaff.manager)
    id = await recorded(clerk)
  })
  afterEach(() => desk.close())

  const page = (of = id) => manager.call.customers.page.query({ id: of })
  const seen = async (of = id) => ({
    commandId: randomUUID(),
    id: of,
    seenVersion: (await page(of)).version,
  })
  const details = { name: '周女士', memberNumber: '', address: '', keptPhones: [0], newPhones: [] }

  it('shows what the desk knows in one place, with the number masked', async () => {
    const found = await page()
    expect(found).toMatchObject({
      customer: { name: who.name, phones: ['138****0001'] },
      doNotCall: { on: false },
      complaints: [{ state: 'registered' }],
      purchases: [{ orderNumber: 'A20260518001' }],
      hindrances: ['open_complaint'],
      erasureDueOn: null,
    })
    expect(JSON.stringify(found)).not.toContain(who.phone)
  })

  it('takes another name and a second number; both are found, the old name no more', async () => {
    const change = { ...(await seen()), ...details, name: '周晓兰', newPhones: ['139 0000 7777'] }
    await clerk.call.customers.change.mutate(change)
    const found = await page()
    expect(found.customer).toMatchObject({ name: '周晓兰', phones: ['138****0001', '139****7777'] })
    expect(found.happenings).toMatchObject([{ action: 'change', by: '员工1001', facts: { name: true } }])
    const recall = async (text: string) =>
      (await clerk.call.customers.recall.query({ text })).map((each) => each.customer.id)
    expect(await recall('13900007777')).toEqual([id])
    expect(await recall('zxl')).toEqual([id])
    expect(await recall('周女士')).toEqual([])
    expect(await recall('A20260518001')).toEqual([id])
  })

  it('a change by somebody else meanwhile is told and nothing is overwritten', async () => {
    const mine = { ...(await seen()), ...details, address: '南山区一号' }
    await manager.call.customers.change.mutate({ ...(await seen()), ...details, address: '福田区二号' })
    expect(await refusalOf(clerk.call.customers.change.mutate(mine))).toMatchObject({ code: 'stale' })
    expect((await page()).address).toBe('福田区二号')
  })

  it('do-not-call: everybody may switch it on, only who leads off, with who and when', async () => {
    await clerk.call.customers.doNotCall.mutate({ ...(await seen()), on: true, reason: '客户要求' })
    expect((await page()).doNotCall).toEqual({
      on: true,
      by: '员工1001',
      at: new Date(desk.clock.now()).toISOString(),
    })
    const off = { ...(await seen()), on: false, reason: '客户改口' }
    expect(await refusalOf(clerk.call.customers.doNotCall.mutate(off))).toMatchObject({
      key: 'supervisor_turns_off',
    })
    const supervisor = await desk.as(testStaff.supervisor)
    await supervisor.call.customers.doNotCall.mutate(off)
    expect((await page()).doNotCall).toMatchObject({ on: false, by: '员工1501' })
  })

  it('consent has its date, also when it is taken back', async () => {
    await clerk.call.customers.consent.mutate({ ...(await seen()), given: true })
    expect((await page()).consent).toEqual({ given: true, at: new Date(desk.clock.now()).toISOString() })
    await clerk.call.customers.consent.mutate({ ...(await seen()), given: false })
    expect((await page()).consent.given).toBe(false)
  })

  it('legal hold is the manager’s, and keeps the customer from being erased', async () => {
    const hold = { ...(await seen()), on: true, reason: '诉讼中' }
    expect(await refusalOf(clerk.call.customers.legalHold.mutate(hold))).toMatchObject({
      key: 'customer_not_offered',
    })
    await manager.call.customers.legalHold.mutate(hold)
    const [complaint] = (await page()).complaints
    await act(manager, complaint?.id ?? '', 'void', { reason: '录错', pin })
    expect((await page()).hindrances).toEqual(['legal_hold'])
    const erase = { commandId: randomUUID(), id, basis: 'customer_asked', pin } as const
    expect(await refusalOf(manager.call.customers.eraseNow.mutate(erase))).toMatchObject({
      key: 'erasure_legal_hold',
    })
    await manager.call.customers.legalHold.mutate({ ...(await seen()), on: false, reason: '已结' })
    expect((await page()).hindrances).toEqual([])
    await manager.call.customers.eraseNow.mutate(erase)
    expect(await page()).toMatchObject({
      erased: { basis: 'customer_asked' },
      customer: { name: '已删除', phones: [], erased: true },
      offers: [],
    })
  })

  it('somebody who gave no name has a page with what there is', async () => {
    const anonymous = await recorded(clerk, { customer: { kind: 'anonymous' } })
    expect(await page(anonymous)).toMatchObject({
      customer: { anonymous: true, phones: [] },
      likely: [],
      offers: ['do_not_call', 'legal_hold', 'export', 'erase'],
    })
  })

  it('a department changes nothing of it', async () => {
    const logistics = await desk.as(testStaff.logistics)
    const change = { ...(await seen()), ...details }
    expect(await refusalOf(logistics.call.customers.change.mutate(change))).toMatchObject({
      key: 'customer_not_offered',
    })
    expect((await logistics.call.customers.page.query({ id })).offers).toEqual([])
  })

  describe('a double', () => {
    let double: string
    beforeEach(async () => {
      double = await recorded(clerk, { customer: { kind: 'new', name: '周小姐', phone: who.phone } })
    })
    const merge = async (reason = '同一人') => ({ ...(await seen(double)), intoId: id, reason })

    it('is pointed out by its number', async () => {
      expect((await page()).likely).toMatchObject([{ id: double, name: '周小姐', complaints: 1 }])
    })

    it('goes on as the other one: found under its own name, all on one page, each record under its own key', async () => {
      await clerk.call.customers.doNotCall.mutate({ ...(await seen(double)), on: true, reason: '客户要求' })
      const supervisor = await desk.as(testStaff.supervisor)
      await supervisor.call.customers.merge.mutate(await merge())
      const found = await page()
      expect(found).toMatchObject({
        doubles: [{ id: double, name: '周小姐' }],
        likely: [],
        doNotCall: { on: true },
      })
      expect(found.complaints).toHaveLength(2)
      expect((await page(double)).mergedInto).toMatchObject({ id })
      expect((await page(double)).offers).toEqual([])
      const recalled = await clerk.call.customers.recall.query({ text: '周小姐' })
      expect(recalled.map((each) => each.customer.id)).toEqual([id])
      const again = { kind: 'known', customerId: double } as const
      expect(await recorded(clerk, { customer: again })).toBe(id)
    })

    it('is not merged by a clerk, with itself, in a ring, or with nobody', async () => {
      expect(await refusalOf(clerk.call.customers.merge.mutate(await merge()))).toMatchObject({
        key: 'customer_not_offered',
      })
      const itself = { ...(await merge()), intoId: double }
      expect(await refusalOf(manager.call.customers.merge.mutate(itself))).toMatchObject({
        key: 'merge_same',
      })
      const nobody = await recorded(clerk, { customer: { kind: 'anonymous' } })
      const withNobody = { ...(await merge()), intoId: nobody }
      expect(await refusalOf(manager.call.customers.merge.mutate(withNobody))).toMatchObject({
        key: 'merge_anonymous',
      })
      await manager.call.customers.merge.mutate(await merge())
      const back = { ...(await seen()), intoId: double, reason: '反过来' }
      expect(await refusalOf(manager.call.customers.merge.mutate(back))).toMatchObject({
        key: 'customer_merged',
      })
    })

    it('is erased with the other one, when the last matter of both is over', async () => {
      await manager.call.customers.merge.mutate(await merge())
      for (const { id: open } of (await page()).complaints) {
        expect((await page()).hindrances).toEqual(['open_complaint'])
        await act(manager, open, 'void', { reason: '录错', pin })
      }
      await manager.call.customers.eraseNow.mutate({
        commandId: randomUUID(),
        id,
        basis: 'consent_withdrawn',
        pin,
      })
      for (const each of [id, double]) expect((await page(each)).customer.name).toBe('已删除')
      const file = openForReading(path.join(desk.dataDir, 'store.sqlite'))
      const { faults } = verifyStoreFile(file)
      file.raw.close()
      expect(faults).toEqual([])
    })
  })
})

describe('a customer’s own data on request', () => {
  let desk: TestDesk
  let supervisor: DeskPerson
  beforeAll(async () => {
    desk = await startStore()
    supervisor = await desk.as(testStaff.supervisor)
  })
  afterAll(() => desk.close())

  it('holds all that the customer said and was told, and nothing internal', async () => {
    const life = await wholeLife(desk)
    const id = await customerOf(supervisor, life.id)
    const given = await supervisor.call.customers.export.mutate({ commandId: randomUUID(), id })
    const text = JSON.stringify(given)
    for (const word of [typed.name, typed.phone, typed.member, typed.order, typed.serial, typed.happened])
      expect(text).toContain(word)
    for (const word of [typed.wording, typed.opinion, typed.remarks, typed.said, typed.file])
      expect(text).toContain(word)
    for (const word of [typed.floor, typed.person, typed.cause, typed.answer, typed.note, typed.returned])
      expect(text).not.toContain(word)
  })

  it('tells no outcome that is not signed', async () => {
    const { id } = await walk(desk, 'awaiting_signature', { wording: '赔您一台新的' })
    const customer = await customerOf(supervisor, id)
    const given = await supervisor.call.customers.export.mutate({ commandId: randomUUID(), id: customer })
    expect(JSON.stringify(given)).not.toContain('赔您一台新的')
  })

  it('is recorded without what it was, once per command; a clerk does not get it', async () => {
    const { id } = await walk(desk, 'accepted')
    const customer = await customerOf(supervisor, id)
    const command = { commandId: randomUUID(), id: customer }
    await supervisor.call.customers.export.mutate(command)
    await supervisor.call.customers.export.mutate(command)
    const { happenings } = await supervisor.call.customers.page.query({ id: customer })
    expect(happenings).toMatchObject([{ action: 'export', by: '员工1501', words: {} }])
    const file = openForReading(path.join(desk.dataDir, 'store.sqlite'))
    const said = entriesAfter(file.raw, 0, 100_000).filter((each) => each.id === command.commandId)
    file.raw.close()
    expect(said).toMatchObject([{ action: 'customer.export', entity: 'customer_happening' }])
    const clerk = await desk.as(testStaff.clerk)
    const mine = clerk.call.customers.export.mutate({ commandId: randomUUID(), id: customer })
    expect(await refusalOf(mine)).toMatchObject({ key: 'customer_not_offered' })
  })
})
