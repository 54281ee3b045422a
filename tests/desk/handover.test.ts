import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStoreFile } from '../../db/open.ts'
import { verifyStoreFile } from '../../db/verify.ts'
import type { HandoverGathered } from '../../electron/desk/handover-views.ts'
import type { SettableClock } from '../helpers/clock.ts'
import { settableClock } from '../helpers/clock.ts'
import type { DeskPerson, TestDesk } from '../helpers/desk.ts'
import { pin, refusalOf, startStore, testStaff } from '../helpers/desk.ts'
import { dayMs, hourMs, minuteMs, pass } from '../helpers/passing.ts'
import { act, intake, walk } from '../helpers/walk.ts'
import type { FileWatch } from '../helpers/watch.ts'
import { watchFile } from '../helpers/watch.ts'

let clock: SettableClock
let desk: TestDesk
let watch: FileWatch
let clerk: DeskPerson
let other: DeskPerson
beforeEach(async () => {
  // 2026-05-20 is an ordinary Wednesday.
  clock = settableClock('2026-05-20T11:00:00+08:00')
  desk = await startStore({ clock })
  watch = watchFile(desk)
  clerk = await desk.as(testStaff.clerk)
  other = await desk.as(testStaff.otherClerk)
})
afterEach(async () => {
  watch.close()
  await desk.close()
})

const gather = (person = clerk) => person.call.handover.gather.query()
const linesOf = (gathered: Pick<HandoverGathered, 'lines'>) =>
  gathered.lines.map(({ kind, number }) => `${kind} ${number}`)

/** What the outgoing clerk's window sends. */
function handOver(gathered: HandoverGathered, remark: (number: string) => string = () => '', more = {}) {
  return {
    commandId: randomUUID(),
    incomingStaffNumber: testStaff.otherClerk,
    incomingPin: pin,
    outgoingPin: pin,
    remarks: '空调客户明天来电',
    lines: gathered.lines.map(({ kind, recordId, number }) => ({ kind, recordId, remark: remark(number) })),
    ...more,
  }
}

function leave(customer = '郑女士') {
  return clerk.call.custody.add.mutate({
    commandId: randomUUID(),
    customer: { kind: 'new', name: customer, phone: '13800020009' },
    description: '电饭煲 FB40',
    serialNumber: 'FB40-001',
    accessories: '内胆',
    place: '二号架',
  })
}

/** The customer called and was told when they hear from the store. */
const callBackIn = (ms: number) => ({
  direction: 'in' as const,
  channel: 'phone' as const,
  reached: true,
  said: '问进展',
  nextStep: '再去电',
  nextAt: new Date(clock.now() + ms).toISOString(),
  nuisance: false,
})

describe('gathering', () => {
  it('finds late clocks, those due next, promises, goods, papers and contacts, each in its place', async () => {
    const late = await walk(desk, 'registered')
    const paper = await walk(desk, 'awaiting_signature')
    const goods = await leave()
    const promised = await walk(desk, 'investigating')
    await act(clerk, promised.id, 'log_contact', callBackIn(5 * hourMs))
    await pass(clock, 2 * hourMs)
    const found = linesOf(await gather(await desk.signIn(testStaff.clerk)))
    expect(found.filter((line) => !line.startsWith('next_clock'))).toEqual([
      `late_clock ${late.number}`,
      `promise ${promised.number}`,
      `custody ${goods.number}`,
      `awaiting_signature ${paper.number}`,
      `contact ${promised.number}`,
      // Nobody accepted it: it rose by itself, and who is called back is on the call list.
      `contact ${late.number}`,
    ])
    expect(found).toContain(`next_clock ${paper.number}`)
    expect(found).toContain(`next_clock ${promised.number}`)
  })

  it('names what a signed text waits for, and an hour that was agreed', async () => {
    const signed = await walk(desk, 'signed')
    const agreed = await walk(desk, 'investigating')
    await act(clerk, agreed.id, 'log_contact', callBackIn(3 * hourMs))
    const { lines } = await gather()
    const contact = (number: string) =>
      lines.find((line) => line.kind === 'contact' && line.number === number)
    expect(contact(signed.number)?.why).toBe('communicate')
    expect(contact(agreed.number)?.why).toBe('agreed')
  })

  it('counts what the shift did since the last handover, and not what was before', async () => {
    await clerk.call.complaints.register.mutate(intake())
    await walk(desk, 'closed')
    const first = await gather()
    expect(first.counts).toMatchObject({ recorded: 2, accepted: 1, closed: 1, casesOpened: 0, paidOutFen: 0 })
    expect(first.counts.contacted).toBeGreaterThan(0)
    clock.advance(minuteMs)
    await clerk.call.handover.record.mutate(handOver(first))
    clock.advance(minuteMs)
    await other.call.complaints.register.mutate(intake())
    expect((await gather(other)).counts).toMatchObject({ recorded: 1, accepted: 0, closed: 0 })
  })

  it('leaves out what falls due after tomorrow, and says so when tomorrow has come', async () => {
    const { number } = await walk(desk, 'executed')
    expect(linesOf(await gather())).not.toContain(`next_clock ${number}`)
    await pass(clock, 6 * dayMs, 6 * hourMs)
    const again = await desk.signIn(testStaff.clerk)
    expect(linesOf(await gather(again))).toContain(`next_clock ${number}`)
  })
})

describe('a handover', () => {
  it('gets a number of its own, keeps the lines with their remarks and is read again later as it was', async () => {
    const { id, number } = await walk(desk, 'accepted')
    const done = await clerk.call.handover.record.mutate(
      handOver(await gather(), (each) => (each === number ? '客户只下午方便' : '')),
    )
    expect(done.number).toBe('TS001-20260520-H0001')
    await act(await desk.as(testStaff.otherManager), id, 'withdraw', {
      words: '不投诉了',
      approval: { staffNumber: testStaff.manager, pin },
    })
    const view = await other.call.handover.get.query({ id: done.id })
    expect(view).toMatchObject({ outgoing: '员工1001', incoming: '员工1002', remarks: '空调客户明天来电' })
    const line = view.lines.find((each) => each.number === number)
    expect(line).toMatchObject({
      remark: '客户只下午方便',
      state: 'withdrawn',
      open: false,
      target: { to: 'complaint', id },
    })
    expect(line?.what).toContain('周女士')
  })

  it('ends the outgoing person’s session at this window alone, and signs the incoming one in there', async () => {
    const elsewhere = await desk.signIn(testStaff.clerk)
    const { session } = await clerk.call.handover.record.mutate(handOver(await gather()))
    expect(session.staff.number).toBe(testStaff.otherClerk)
    const mine = await fetch(new URL('rpc/session.me', desk.url), {
      headers: { authorization: `Bearer ${session.token}` },
    })
    expect(await mine.text()).toContain('员工1002')
    expect(await refusalOf(clerk.call.session.me.query())).toMatchObject({ key: 'signed_out' })
    expect((await elsewhere.call.session.me.query()).staff.number).toBe(testStaff.clerk)
  })

  it.each([
    ['the incoming PIN is wrong', { incomingPin: '111111' }, 'incomingPin', 'wrong_pin'],
    ['the outgoing PIN is wrong', { outgoingPin: '111111' }, 'outgoingPin', 'wrong_pin'],
    ['nobody has the incoming number', { incomingStaffNumber: '9999' }, 'incomingPin', 'wrong_pin'],
    [
      'one person hands over to themselves',
      { incomingStaffNumber: testStaff.clerk },
      'incomingStaffNumber',
      'handover_same_person',
    ],
    [
      'a department would take the desk',
      { incomingStaffNumber: testStaff.logistics },
      'incomingStaffNumber',
      'handover_not_for_department',
    ],
  ])('leaves no trace when %s', async (_, change, field, key) => {
    await walk(desk, 'accepted')
    const gathered = await gather()
    const before = watch.head()
    expect(
      await refusalOf(clerk.call.handover.record.mutate(handOver(gathered, () => '', change))),
    ).toMatchObject({ key, field })
    expect(watch.head()).toEqual(before)
    expect(await clerk.call.handover.list.query({})).toEqual([])
    expect((await clerk.call.session.me.query()).staff.number).toBe(testStaff.clerk)
  })

  it('sent again after its answer was lost is the same one, though the session has ended with the first', async () => {
    const input = handOver(await gather())
    const first = await clerk.call.handover.record.mutate(input)
    const { seq } = watch.head()
    const second = await clerk.call.handover.record.mutate(input)
    expect([second.id, second.session.staff.number]).toEqual([first.id, testStaff.otherClerk])
    expect(watch.head().seq).toBe(seq)
    const stranger = { ...input, incomingPin: '111111' }
    expect(await refusalOf(clerk.call.handover.record.mutate(stranger))).toMatchObject({ key: 'wrong_pin' })
  })

  it('sent ten times at once is recorded once', async () => {
    const input = handOver(await gather())
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => clerk.call.handover.record.mutate(input)),
    )
    expect(new Set(answers.map((each) => each.id)).size).toBe(1)
    expect(await other.call.handover.list.query({})).toHaveLength(1)
  })

  it('leaves out what was settled while the remarks were written, and says which', async () => {
    const gone = await leave()
    const gathered = await gather()
    await other.call.custody.end.mutate({
      commandId: randomUUID(),
      id: gone.id,
      seenVersion: 1,
      how: 'returned_to_customer',
      to: '郑女士',
    })
    const come = await leave('何女士')
    const done = await clerk.call.handover.record.mutate(handOver(gathered, () => '等她来取'))
    expect(done.vanished).toEqual([{ kind: 'custody', recordId: gone.id, remark: '等她来取' }])
    expect(done.added).toBe(1)
    const view = await other.call.handover.get.query({ id: done.id })
    expect(linesOf(view).filter((line) => line.startsWith('custody'))).toEqual([`custody ${come.number}`])
  })

  it('waits for the person who took over until they have read it, and for nobody else', async () => {
    const { id } = await clerk.call.handover.record.mutate(handOver(await gather()))
    const manager = await desk.as(testStaff.manager)
    expect(await manager.call.handover.unread.query()).toBeNull()
    expect(await other.call.handover.unread.query()).toMatchObject({ id, outgoing: '员工1001' })
    const opening = { commandId: randomUUID(), id }
    expect(
      await refusalOf(manager.call.handover.open.mutate({ ...opening, commandId: randomUUID() })),
    ).toMatchObject({ key: 'wrong_person' })
    clock.advance(minuteMs)
    const opened = await other.call.handover.open.mutate(opening)
    const { seq } = watch.head()
    clock.advance(minuteMs)
    expect((await other.call.handover.open.mutate(opening)).openedAt).toBe(opened.openedAt)
    expect(watch.head().seq).toBe(seq)
    expect(await other.call.handover.unread.query()).toBeNull()
  })

  it('stands in the journal with names and remarks sealed, and the file stays sound', async () => {
    const { number } = await walk(desk, 'accepted')
    await leave()
    await clerk.call.handover.record.mutate(
      handOver(await gather(), (each) => (each === number ? '只下午方便' : '等她来取')),
    )
    const entries = watch.raw
      .prepare<[], { after: string }>("SELECT after FROM journal WHERE action = 'handover.record'")
      .all()
    expect(entries.length).toBeGreaterThan(2)
    for (const { after } of entries) {
      expect(after).toContain('sealed')
      expect(after).not.toMatch(/周女士|郑女士|只下午方便|等她来取|空调客户/)
    }
    await desk.stop()
    const file = openStoreFile(path.join(desk.dataDir, 'store.sqlite'))
    expect(verifyStoreFile(file).faults).toEqual([])
    file.raw.close()
  })
})
