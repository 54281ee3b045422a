import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isEnded, openStates } from '../../domain/vocabulary.ts'
import type { ComplaintRow } from '../../electron/desk/views.ts'
import type { SettableClock } from '../helpers/clock.ts'
import type { DeskPerson, TestDesk } from '../helpers/desk.ts'
import { refusalOf, startDesk } from '../helpers/desk.ts'

let desk: TestDesk & { readonly clock: SettableClock }
let clerk: DeskPerson
beforeAll(async () => {
  desk = await startDesk({ demo: true })
  clerk = await desk.as('1001')
})
afterAll(() => desk.close())

type ListInput = Parameters<DeskPerson['call']['complaints']['list']['query']>[0]
const all: ListInput = {
  text: '',
  states: [],
  levels: [],
  departments: [],
  handlerId: null,
  sort: 'received',
  descending: true,
  cursor: null,
  limit: 7,
}

async function everyPage(input: ListInput): Promise<{ rows: ComplaintRow[]; total: number }> {
  const rows: ComplaintRow[] = []
  let cursor: string | null = null
  let total = 0
  do {
    const page = await clerk.call.complaints.list.query({ ...input, cursor })
    expect(page.rows.length).toBeLessThanOrEqual(input.limit ?? 50)
    rows.push(...page.rows)
    cursor = page.nextCursor
    total = page.total
  } while (cursor !== null)
  return { rows, total }
}

describe('the register', () => {
  it.each([
    ['received', true],
    ['received', false],
    ['reply_due', false],
    ['number', false],
    ['number', true],
    ['level', true],
  ] as const)('by %s, descending %s, shows every complaint once over its pages', async (sort, descending) => {
    const { rows, total } = await everyPage({ ...all, sort, descending })
    expect(rows).toHaveLength(total)
    expect(new Set(rows.map((row) => row.id)).size).toBe(total)
    const key = { received: 'receivedAt', number: 'number', level: 'level', reply_due: null }[sort]
    if (key === null) return
    const values = rows.map((row) => String(row[key as 'number' | 'receivedAt' | 'level']))
    expect(values).toEqual(values.toSorted((a, b) => (descending ? b.localeCompare(a) : a.localeCompare(b))))
  })

  it('keeps its pages while new complaints come in', async () => {
    const first = await clerk.call.complaints.list.query({ ...all, limit: 5 })
    const second = await clerk.call.complaints.list.query({ ...all, limit: 5, cursor: first.nextCursor })
    const overlap = second.rows.filter((row) => first.rows.some((other) => other.id === row.id))
    expect(overlap).toEqual([])
  })

  it('filters by state, level, department and handler, each alone and together', async () => {
    const { rows } = await everyPage(all)
    const handlerId = clerk.staff.id
    const filters: readonly [Partial<ListInput>, (row: ComplaintRow) => boolean][] = [
      [{ states: ['closed', 'voided'] }, (row) => row.state === 'closed' || row.state === 'voided'],
      [{ levels: [4, 5] }, (row) => row.level >= 4],
      [{ departments: ['logistics'] }, (row) => row.department === 'logistics'],
      [{ handlerId }, (row) => row.handler?.id === handlerId],
      [{ states: ['closed'], handlerId }, (row) => row.state === 'closed' && row.handler?.id === handlerId],
    ]
    for (const [filter, holds] of filters) {
      const found = await everyPage({ ...all, ...filter })
      const expected = rows.filter(holds)
      expect(expected.length).toBeGreaterThan(0)
      expect(found.rows.map((row) => row.number)).toEqual(expected.map((row) => row.number))
      expect(found.total).toBe(expected.length)
    }
  })

  it('finds by number, name, pinyin, initials, phone and order number', async () => {
    const { rows } = await everyPage(all)
    const number = rows[0]?.number ?? ''
    expect((await everyPage({ ...all, text: number })).rows.map((row) => row.number)).toEqual([number])
    for (const text of ['吕建平', 'lvjianping', 'ljp', '13800010122', '0122', 'XS1000423'])
      expect(new Set((await everyPage({ ...all, text })).rows.map((row) => row.customerName))).toEqual(
        new Set(['吕建平']),
      )
  })

  it.each(['%', '_', "' OR 1=1 --", '<script>', '没有的人'])('%j finds nothing', async (text) => {
    expect((await everyPage({ ...all, text })).total).toBe(0)
  })

  it.each(['', 'x', 'bm90IGpzb24', Buffer.from('[1]').toString('base64url')])(
    'a place in the list that is none (%j) is refused',
    async (cursor) => {
      expect(await refusalOf(clerk.call.complaints.list.query({ ...all, cursor }))).toMatchObject({
        code: 'invalid',
        field: 'cursor',
      })
    },
  )
})

describe('Today', () => {
  const today = (more: Record<string, unknown> = {}) =>
    clerk.call.complaints.today.query({ scope: 'all', filter: 'all', cursor: null, limit: 100, ...more })

  it('shows what is open and nothing that has ended', async () => {
    const { rows, counts, total } = await today()
    expect(rows).toHaveLength(counts.open)
    expect(total).toBe(counts.open)
    expect(rows.filter((row) => isEnded(row.state))).toEqual([])
    const { rows: open } = await everyPage({ ...all, states: [...openStates] })
    expect(new Set(rows.map((row) => row.id))).toEqual(new Set(open.map((row) => row.id)))
  })

  it('counts what its filters show', async () => {
    const { counts } = await today()
    for (const [filter, count] of [
      ['late', counts.late],
      ['soon', counts.soon],
      ['awaiting_signature', counts.awaitingSignature],
    ] as const) {
      const { rows, total } = await today({ filter })
      expect([rows.length, total]).toEqual([count, count])
    }
    expect(counts.late).toBeGreaterThan(0)
  })

  it('mine are those that I handle', async () => {
    const { rows } = await today({ scope: 'mine' })
    expect(rows.length).toBeGreaterThan(0)
    expect(new Set(rows.map((row) => row.handler?.id))).toEqual(new Set([clerk.staff.id]))
  })

  it('a page of one after the other is the whole list in its order', async () => {
    const whole = (await today()).rows.map((row) => row.id)
    const paged: string[] = []
    let cursor: string | null = null
    do {
      const page: Awaited<ReturnType<typeof today>> = await today({ limit: 3, cursor })
      paged.push(...page.rows.map((row) => row.id))
      cursor = page.nextCursor
    } while (cursor !== null)
    expect(paged).toEqual(whole)
  })
})

it('the manager’s inbox holds what waits for a signature, oldest first', async () => {
  const rows = await clerk.call.complaints.awaitingSignature.query()
  expect(rows.length).toBeGreaterThan(1)
  expect(new Set(rows.map((row) => row.state))).toEqual(new Set(['awaiting_signature']))
})
