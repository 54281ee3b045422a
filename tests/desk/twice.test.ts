import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SettableClock } from '../helpers/clock.ts'
import type { DeskPerson, TestDesk } from '../helpers/desk.ts'
import { pin, refusalOf, startStore, testStaff } from '../helpers/desk.ts'
import { act, actOnVersion, intake, walk } from '../helpers/walk.ts'
import type { FileWatch } from '../helpers/watch.ts'
import { watchFile } from '../helpers/watch.ts'

let desk: TestDesk & { readonly clock: SettableClock }
let watch: FileWatch
let clerk: DeskPerson
let other: DeskPerson
beforeEach(async () => {
  desk = await startStore()
  watch = watchFile(desk)
  clerk = await desk.as(testStaff.clerk)
  other = await desk.as(testStaff.otherClerk)
})
afterEach(async () => {
  watch.close()
  await desk.close()
})

const outcomes = async (calls: Promise<{ version: number }>[]) => {
  const settled = await Promise.allSettled(calls)
  return {
    done: settled.filter((each) => each.status === 'fulfilled').length,
    refused: await Promise.all(
      settled
        .filter((each) => each.status === 'rejected')
        .map((each) => refusalOf(Promise.reject(each.reason))),
    ),
  }
}

describe('the same command', () => {
  it('sent again after its answer was lost is the same complaint', async () => {
    const input = intake()
    const first = await clerk.call.complaints.register.mutate(input)
    const { seq } = watch.head()
    expect(await clerk.call.complaints.register.mutate(input)).toEqual(first)
    expect(watch.head().seq).toBe(seq)
  })

  it('sent twenty times at once is recorded once', async () => {
    const input = intake()
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => clerk.call.complaints.register.mutate(input)),
    )
    expect(new Set(answers.map((each) => each.number)).size).toBe(1)
    const noted = { commandId: randomUUID(), complaintId: answers[0]?.id ?? '', seenVersion: 1 }
    const notes = await Promise.all(
      Array.from({ length: 20 }, () =>
        clerk.call.complaints.act.mutate({ ...noted, action: 'note', input: { text: '记' } }),
      ),
    )
    expect(notes.map((each) => each.version)).toEqual(Array.from({ length: 20 }, () => 2))
  })

  it('with a PIN, sent twenty times at once, is done once', async () => {
    const complaint = await walk(desk, 'awaiting_signature')
    const { version, resolutions } = await complaint.view()
    const manager = await desk.as(testStaff.manager)
    const call = {
      commandId: randomUUID(),
      complaintId: complaint.id,
      seenVersion: version,
      action: 'sign' as const,
      input: { resolutionId: resolutions[0]?.id, pin },
    }
    const signed = await Promise.all(
      Array.from({ length: 20 }, () => manager.call.complaints.act.mutate(call)),
    )
    expect(new Set(signed.map((each) => each.version))).toEqual(new Set([version + 1]))
  })

  it('is recognised also after others have gone on with the complaint', async () => {
    const { id } = await clerk.call.complaints.register.mutate(intake({ handlerId: clerk.staff.id }))
    const call = { commandId: randomUUID(), complaintId: id, seenVersion: 1 }
    const note = { ...call, action: 'note' as const, input: { text: '第一次' } }
    await clerk.call.complaints.act.mutate(note)
    await act(other, id, 'note', { text: '别人的' })
    expect((await clerk.call.complaints.act.mutate(note)).version).toBe(3)
  })

  it('by somebody else, for another action or on another complaint is refused', async () => {
    const input = intake()
    const { id } = await clerk.call.complaints.register.mutate(input)
    const { id: second } = await clerk.call.complaints.register.mutate(intake())
    const note = {
      commandId: randomUUID(),
      complaintId: id,
      seenVersion: 1,
      action: 'note' as const,
      input: { text: '记' },
    }
    await clerk.call.complaints.act.mutate(note)
    const { seq } = watch.head()
    const used = { code: 'invalid', key: 'command_id_used', field: 'commandId' }
    expect(await refusalOf(other.call.complaints.register.mutate(input))).toMatchObject(used)
    expect(await refusalOf(other.call.complaints.act.mutate(note))).toMatchObject(used)
    expect(await refusalOf(clerk.call.complaints.act.mutate({ ...note, complaintId: second }))).toMatchObject(
      used,
    )
    const accept = { ...note, action: 'accept' as const }
    expect(
      await refusalOf(
        clerk.call.complaints.act.mutate({
          ...accept,
          input: { handlerId: clerk.staff.id, customerPresent: true },
        }),
      ),
    ).toMatchObject(used)
    expect(watch.head().seq).toBe(seq)
  })
})

describe('two people at one complaint', () => {
  it('what somebody else changed meanwhile is stale, and the version now is told', async () => {
    const { id } = await clerk.call.complaints.register.mutate(intake())
    await act(other, id, 'note', { text: '先' })
    const late = actOnVersion(clerk, id, 1, 'note', { text: '后' })
    expect(await refusalOf(late)).toMatchObject({ code: 'stale', key: 'stale', params: { version: 2 } })
  })

  it('of ten who act on the same version at once exactly one wins', async () => {
    const { id } = await clerk.call.complaints.register.mutate(intake())
    const people = await Promise.all(
      [
        testStaff.clerk,
        testStaff.otherClerk,
        testStaff.supervisor,
        testStaff.manager,
        testStaff.technician,
      ].map((number) => desk.as(number)),
    )
    const { done, refused } = await outcomes(
      [...people, ...people].map((person) =>
        actOnVersion(person, id, 1, 'note', { text: person.staff.number }),
      ),
    )
    expect(done).toBe(1)
    expect(refused.map((each) => each.code)).toEqual(Array.from({ length: 9 }, () => 'stale'))
    const { happenings, version } = await clerk.call.complaints.get.query({ id })
    expect(version).toBe(2)
    expect(happenings).toHaveLength(2)
  })

  it('two signatures with their PINs at once are one', async () => {
    const complaint = await walk(desk, 'awaiting_signature')
    const { version, resolutions } = await complaint.view()
    const signers = await Promise.all([desk.as(testStaff.manager), desk.as(testStaff.supervisor)])
    const { done, refused } = await outcomes(
      signers.map((person) =>
        actOnVersion(person, complaint.id, version, 'sign', { resolutionId: resolutions[0]?.id ?? '', pin }),
      ),
    )
    expect([done, refused.map((each) => each.code)]).toEqual([1, ['stale']])
  })
})

describe('numbers', () => {
  const register = async (person = clerk) => (await person.call.complaints.register.mutate(intake())).number

  it('have no gap where a command was refused or failed', async () => {
    const numbers = [await register()]
    await refusalOf(clerk.call.complaints.register.mutate(intake({ whatHappened: '' })))
    await refusalOf(clerk.call.complaints.register.mutate(intake({ handlerId: randomUUID() })))
    await refusalOf(
      clerk.call.complaints.register.mutate(
        intake({ customer: { kind: 'known', customerId: randomUUID() } }),
      ),
    )
    await refusalOf(
      clerk.call.complaints.register.mutate(
        intake({ files: [{ sha256: 'a'.repeat(64), name: '没有.png' }] }),
      ),
    )
    numbers.push(await register())
    expect(numbers).toEqual(['TS001-20260520-0001', 'TS001-20260520-0002'])
  })

  it('begin anew at midnight of the store, not of any other place', async () => {
    desk.clock.set('2026-05-20T15:59:59.999Z')
    clerk = await desk.signIn(testStaff.clerk)
    const before = [await register(), await register()]
    desk.clock.set('2026-05-20T16:00:00.000Z')
    expect([...before, await register()]).toEqual([
      'TS001-20260520-0001',
      'TS001-20260520-0002',
      'TS001-20260521-0001',
    ])
  })

  it('are each given once when two hundred are recorded at once', async () => {
    const numbers = await Promise.all(
      Array.from({ length: 200 }, (_, index) => register(index % 2 === 0 ? clerk : other)),
    )
    const expected = Array.from(
      { length: 200 },
      (_, index) => `TS001-20260520-${String(index + 1).padStart(4, '0')}`,
    )
    expect(numbers.toSorted()).toEqual(expected)
  })
})
