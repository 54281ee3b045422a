import { describe, expect, it } from 'vitest'
import { readView, writeView } from './view.ts'

describe('the address of the register', () => {
  it('gives back every filter and the order, so that going back from a complaint finds the same list', () => {
    const view = {
      text: '钱 & 冰箱?',
      states: ['dispatched' as const, 'closed' as const],
      levels: [1 as const, 5 as const],
      departments: ['logistics' as const],
      handlerId: '01900000-0000-7000-8000-000000000001',
      clocks: ['department_answer' as const, 'reply' as const],
      due: 'late' as const,
      sort: 'level' as const,
      descending: false,
    }
    expect(readView(writeView(view))).toEqual(view)
  })

  it('leaves out what it does not understand instead of asking the desk for it', () => {
    const view = readView(
      'states=gone,closed&levels=9&handler=%3Cscript%3E&clocks=teatime&due=never&sort=price',
    )
    expect(view).toMatchObject({
      states: ['closed'],
      levels: [],
      handlerId: null,
      clocks: [],
      due: null,
      sort: 'received',
    })
  })
})
