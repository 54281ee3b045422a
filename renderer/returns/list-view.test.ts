import { describe, expect, it } from 'vitest'
import { readListView, storeDate, writeListView } from './list-view.ts'

describe('the address of the list of cases', () => {
  it('gives back every filter, so that going back from a case finds the same list', () => {
    const view = {
      filter: 'without_signature' as const,
      text: '钱 & 豆浆机?',
      states: ['planned' as const, 'done' as const],
      mine: true,
      on: '2026-11-21',
    }
    expect(readListView(writeListView(view))).toEqual(view)
  })

  it('leaves out what it does not understand instead of asking the desk for it', () => {
    expect(readListView('filter=everything&states=gone,done&on=yesterday&mine=1')).toEqual({
      filter: 'open',
      text: '',
      states: ['done'],
      mine: false,
      on: null,
    })
  })

  it('names the day of the store, not the one of Greenwich', () => {
    const lateEvening = Date.parse('2026-11-21T16:30:00Z')
    expect(storeDate(lateEvening, 'Asia/Shanghai')).toBe('2026-11-22')
  })
})
