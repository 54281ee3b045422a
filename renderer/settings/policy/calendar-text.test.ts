import { describe, expect, it } from 'vitest'
import { readDates, readNotice, writeDates } from './calendar-text.ts'

describe('dates that are typed', () => {
  it.each([
    ['2027-01-01', ['2027-01-01']],
    ['2027/1/1', ['2027-01-01']],
    ['2027年1月1日', ['2027-01-01']],
    ['1月1日', ['2027-01-01']],
    ['2027-02-05 至 2027-02-07', ['2027-02-05', '2027-02-06', '2027-02-07']],
    ['2027-02-05 - 2027-02-07', ['2027-02-05', '2027-02-06', '2027-02-07']],
    ['2027-02-05 to 2027-02-06', ['2027-02-05', '2027-02-06']],
    ['1月31日（周日）至2月2日（周二）', ['2027-01-31', '2027-02-01', '2027-02-02']],
    ['10月1日至3日', ['2027-10-01', '2027-10-02', '2027-10-03']],
    ['2027-01-02, 2027-01-01', ['2027-01-01', '2027-01-02']],
    ['', []],
  ])('%s', (text, dates) => {
    expect(readDates(text, 2027)).toEqual({ dates, unread: [] })
  })

  it.each(['春节', '2027-02-30', '2027-13-01', '2027-02-07 至 2027-02-05', '2027-01-01 元旦'])(
    'says that it does not understand %s instead of dropping it',
    (text) => {
      expect(readDates(text, 2027)).toEqual({ dates: [], unread: [text] })
    },
  )

  it('come back as they were written down', () => {
    const dates = ['2027-01-01', '2027-01-02', '2027-02-05']
    expect(writeDates(dates, '至')).toBe('2027-01-01 至 2027-01-02\n2027-02-05')
    expect(readDates(writeDates(dates, '至'), 2027).dates).toEqual(dates)
  })
})

describe('the official notice that is pasted', () => {
  const notice = `国务院办公厅关于2026年部分节假日安排的通知
    一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
    二、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
    国务院办公厅 2025年11月4日`

  it('gives days off and make-up days, and takes the date of the notice for neither', () => {
    const { holidays, workdays } = readNotice(notice, 2026)
    expect(holidays).toEqual([
      '2026-01-01',
      '2026-01-02',
      '2026-01-03',
      '2026-10-01',
      '2026-10-02',
      '2026-10-03',
      '2026-10-04',
      '2026-10-05',
      '2026-10-06',
      '2026-10-07',
    ])
    expect(workdays).toEqual(['2026-01-04', '2026-09-20', '2026-10-10'])
  })
})
