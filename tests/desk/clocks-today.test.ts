import { afterEach, describe, expect, it } from 'vitest'
import type { ActionInputs } from '../../domain/complaint/input.ts'
import { settableClock } from '../helpers/clock.ts'
import type { TestDesk } from '../helpers/desk.ts'
import { startStore, testStaff } from '../helpers/desk.ts'
import { minuteMs } from '../helpers/passing.ts'
import { act, intake } from '../helpers/walk.ts'

/** 2026-05-20 is an ordinary Wednesday; store time is +08:00. */
const at = (time: string, date = '2026-05-20') => new Date(`${date}T${time}:00+08:00`).toISOString()

let opened: TestDesk | null = null
afterEach(() => opened?.close())

async function store() {
  const clock = settableClock(at('11:00'))
  const desk = await startStore({ clock })
  opened = desk
  const clerk = await desk.as(testStaff.clerk)
  const { id } = await clerk.call.complaints.register.mutate(intake())
  const accept = () => act(clerk, id, 'accept', { handlerId: clerk.staff.id, customerPresent: true })
  return { clock, clerk, call: clerk.call, id, accept }
}

const word: ActionInputs['log_contact'] = {
  direction: 'out',
  channel: 'phone',
  reached: true,
  said: '正在处理',
  nextStep: '再联系',
  nextAt: at('16:00'),
  nuisance: false,
}

describe('Today', () => {
  it('counts promises that are due, and no longer those that were kept', async () => {
    const { clerk, call, id, accept } = await store()
    await accept()
    await act(clerk, id, 'log_contact', word)
    const promises = { scope: 'all', filter: 'promises', cursor: null, limit: 50 } as const
    const today = await call.complaints.today.query(promises)
    expect(today.counts.promises).toBe(1)
    expect(today.rows.map((row) => row.id)).toEqual([id])
    // A nuisance call neither keeps nor breaks it.
    await act(clerk, id, 'log_contact', {
      ...word,
      direction: 'in',
      nextStep: '',
      nextAt: null,
      nuisance: true,
    })
    expect((await call.complaints.today.query(promises)).counts.promises).toBe(1)
    await act(clerk, id, 'log_contact', { ...word, nextAt: at('16:00', '2026-05-22') })
    expect((await call.complaints.today.query(promises)).counts.promises).toBe(0)
  })

  it('puts the clock that ends first first, and says which', async () => {
    const { clock, call, id, accept } = await store()
    clock.advance(minuteMs)
    const second = await call.complaints.register.mutate(intake())
    const all = { scope: 'all', filter: 'all', cursor: null, limit: 50 } as const
    const ids = async () => (await call.complaints.today.query(all)).rows.map((row) => row.id)
    expect(await ids()).toEqual([id, second.id])
    await accept()
    expect(await ids()).toEqual([second.id, id])
    expect((await call.complaints.today.query(all)).rows.map((row) => row.clock?.kind)).toEqual([
      'accept',
      'handling',
    ])
  })
})
