import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openStoreFile } from '../../db/open.ts'
import { entriesAfter, verifyStoreFile } from '../../db/verify.ts'
import { caseStates } from '../../domain/case/vocabulary.ts'
import { defaultPolicy } from '../../domain/policy.ts'
import { levels, states } from '../../domain/vocabulary.ts'
import { isInWindow } from '../../domain/working-time.ts'
import { settableClock } from '../helpers/clock.ts'
import type { DeskPerson } from '../helpers/desk.ts'
import { startDesk } from '../helpers/desk.ts'

const everything = {
  text: '',
  states: [],
  levels: [],
  departments: [],
  handlerId: null,
  sort: 'number',
  descending: false,
  limit: 100,
  cursor: null,
} as const

const allCases = { text: '', filter: 'all', on: null, mine: false, cursor: null, limit: 100 } as const

/** The refund and exchange cases of the demo store, whatever the hour at which it is made. */
async function expectPlausibleCases({ call }: DeskPerson, now: string): Promise<void> {
  const { rows } = await call.cases.list.query({ ...allCases, states: [] })
  expect(new Set(rows.map((row) => row.state))).toEqual(new Set(caseStates))
  const cases = await Promise.all(rows.map((row) => call.cases.get.query({ id: row.id })))

  const byDay = Map.groupBy(rows, (row) => row.number.split('-')[1])
  for (const [, ofDay] of byDay)
    expect(ofDay.map((row) => row.number.slice(-4)).toSorted()).toEqual(
      ofDay.map((_row, index) => String(index + 1).padStart(4, '0')),
    )
  for (const each of cases)
    for (const happening of each.happenings)
      if (happening.action !== 'late') expect(isInWindow(happening.at, defaultPolicy)).toBe(true)

  // The third time with the same fault after two repairs: nothing but an exchange is due beside repair.
  const thirdTime = cases.find((each) => each.inspection?.sameFault && each.state === 'inspected')
  expect(thirdTime?.entitlement?.grants.map((grant) => [grant.remedy, grant.rule])).toContainEqual([
    'exchange',
    'failed_repairs',
  ])
  const refundsDue = cases.flatMap((each) =>
    each.refundDueAt === null || each.endedAt ? [] : [each.refundDueAt],
  )
  expect(refundsDue.some((due) => due < now)).toBe(true)
  expect(refundsDue.some((due) => due > now)).toBe(true)
  expect(cases.some((each) => each.complaint !== null)).toBe(true)
  expect(cases.some((each) => each.lines.some((line) => line.soldUnits === 3 && line.units === 1))).toBe(true)
  const swaps = cases.flatMap((each) => each.purchase.lines.flatMap((line) => line.swaps))
  expect(swaps.map((swap) => [swap.oldSerial, swap.newSerial])).toEqual([['DC21A7740016', 'DC21S3310452']])

  const authorisations = await call.authorisations.list.query()
  expect(authorisations.map((each) => each.inForce).toSorted()).toEqual([false, true])
  expect(authorisations.find((each) => each.inForce)?.uses).toBe(1)
  const here = await call.custody.list.query({ filter: 'here', text: '' })
  expect(new Set(here.map((each) => each.caseNumber === null))).toEqual(new Set([true, false]))
  const found = await call.till.find.query({ text: 'XS10005' })
  expect(found.length).toBeGreaterThan(20)
}

const moments = [
  ['in the afternoon of a working day', '2026-11-24T08:50:00Z'],
  ['a minute after opening', '2026-03-02T02:01:00Z'],
  ['in the National Day holidays', '2026-10-04T05:00:00Z'],
  ['in a year that the calendar does not know', '2031-01-02T05:00:00Z'],
] as const

it.each(moments)('the demo store made %s is sound, plausible and has every state', async (_when, now) => {
  const desk = await startDesk({ demo: true, clock: settableClock(now) })
  try {
    const manager = await desk.as('2001')
    const { call } = manager
    const { rows } = await call.complaints.list.query({
      ...everything,
      states: [],
      levels: [],
      departments: [],
    })
    expect(new Set(rows.map((row) => row.state))).toEqual(new Set(states))
    expect(new Set(rows.map((row) => row.level))).toEqual(new Set(levels))
    const { counts } = await call.complaints.today.query({
      scope: 'all',
      filter: 'all',
      cursor: null,
      limit: 50,
    })
    expect(counts.late).toBeGreaterThan(0)
    expect(counts.awaitingSignature).toBeGreaterThan(0)

    const byDay = Map.groupBy(rows, (row) => row.number.split('-')[1])
    for (const [, ofDay] of byDay)
      expect(ofDay.map((row) => row.number.slice(-4))).toEqual(
        ofDay.map((_row, index) => String(index + 1).padStart(4, '0')),
      )
    for (const row of rows) {
      expect(isInWindow(row.receivedAt, defaultPolicy)).toBe(true)
      const { happenings } = await call.complaints.get.query({ id: row.id })
      for (const happening of happenings) expect(isInWindow(happening.at, defaultPolicy)).toBe(true)
    }
    await expectPlausibleCases(manager, now)
  } finally {
    await desk.stop()
  }
  const file = openStoreFile(join(desk.dataDir, 'store.sqlite'))
  const journal = entriesAfter(file.raw, 0, 100_000)
  const times = journal.map((entry) => Date.parse(entry.at))
  expect(times).toEqual(times.toSorted((a, b) => a - b))
  expect(times.at(-1)).toBeLessThanOrEqual(Date.parse(now))
  expect(verifyStoreFile(file).faults).toEqual([])
  file.raw.close()
  await desk.close()
})

it('the people of the demo store sign in with its PIN and find its customers', async () => {
  const desk = await startDesk({ demo: true })
  try {
    const people = await Promise.all(['1001', '1002', '3001', '1501', '2001'].map((each) => desk.as(each)))
    const roles = people.map(({ staff }) => staff.role)
    expect(roles).toEqual(['clerk', 'clerk', 'technician', 'supervisor', 'manager'])
    const { call } = await desk.as('1001')
    for (const text of ['13800010101', '0101', '赵丽', 'zhaoli', 'zlh', 'XS1000231']) {
      const found = await call.customers.recall.query({ text })
      expect(found.map((each) => each.customer.name)).toContain('赵丽华')
    }
  } finally {
    await desk.close()
  }
})
