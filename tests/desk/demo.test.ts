import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openStoreFile } from '../../db/open.ts'
import { entriesAfter, verifyStoreFile } from '../../db/verify.ts'
import { defaultPolicy } from '../../domain/policy.ts'
import { levels, states } from '../../domain/vocabulary.ts'
import { isInWindow } from '../../domain/working-time.ts'
import { settableClock } from '../helpers/clock.ts'
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

const moments = [
  ['in the afternoon of a working day', '2026-11-24T08:50:00Z'],
  ['a minute after opening', '2026-03-02T02:01:00Z'],
  ['in the National Day holidays', '2026-10-04T05:00:00Z'],
  ['in a year that the calendar does not know', '2031-01-02T05:00:00Z'],
] as const

it.each(moments)('the demo store made %s is sound, plausible and has every state', async (_when, now) => {
  const desk = await startDesk({ demo: true, clock: settableClock(now) })
  try {
    const { call } = await desk.as('2001')
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
