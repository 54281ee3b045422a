import { useTranslation } from 'react-i18next'
import type { Language } from '../../electron/desk/views.ts'
import { useMe } from '../api/me.tsx'
import { currentLanguage } from './i18n.ts'

const minute = 60_000

const remainingWords = {
  'zh-CN': {
    left: (span: string) => `还剩 ${span}`,
    late: (span: string) => `迟 ${span}`,
    day: (n: number) => `${n} 天`,
    hour: (n: number) => `${n} 小时`,
    minute: (n: number) => `${n} 分`,
    less: '不到 1 分',
  },
  en: {
    left: (span: string) => `${span} left`,
    late: (span: string) => `${span} late`,
    day: (n: number) => `${n} d`,
    hour: (n: number) => `${n} h`,
    minute: (n: number) => `${n} min`,
    less: 'less than 1 min',
  },
} as const

/**
 * How long until a deadline, as people say it: the two largest units of days, hours and minutes; seconds never.
 * @param dueAt the deadline, ISO 8601 UTC
 * @param now milliseconds since 1970
 * @param language of the words
 * @returns such as "还剩 2 小时 10 分", "迟 40 分", "2 h 10 min left"
 */
export function formatRemaining(dueAt: string, now: number, language: Language): string {
  const words = remainingWords[language]
  const distance = Date.parse(dueAt) - now
  const late = distance < 0
  // What is left is rounded down, so that the screen never promises a minute that is not there.
  const minutes = Math.floor(Math.abs(distance) / minute)
  const days = Math.floor(minutes / 1440)
  const hours = Math.floor((minutes % 1440) / 60)
  const rest = minutes % 60
  const parts: string[] = []
  if (days > 0) parts.push(words.day(days))
  if (hours > 0) parts.push(words.hour(hours))
  if (days === 0 && rest > 0) parts.push(words.minute(rest))
  const span = parts.length === 0 ? words.less : parts.join(' ')
  return late ? words.late(span) : words.left(span)
}

/** Calm, soon or late: how a deadline is shown. */
export type Urgency = 'calm' | 'soon' | 'late'

/**
 * How near a deadline is.
 * @param dueAt the deadline, ISO 8601 UTC
 * @param now milliseconds since 1970
 * @param soonMinutes from how many minutes before its end it counts as soon
 */
export function urgencyOf(dueAt: string, now: number, soonMinutes = 120): Urgency {
  const distance = Date.parse(dueAt) - now
  if (distance < 0) return 'late'
  return distance <= soonMinutes * minute ? 'soon' : 'calm'
}

/**
 * Money as it is read: ¥ with two decimals and thousands; a real minus sign (U+2212) before what is negative.
 * @param fen whole fen
 */
export function formatMoney(fen: number): string {
  const sign = fen < 0 ? '\u2212' : ''
  const absolute = Math.abs(fen)
  const yuan = Math.floor(absolute / 100).toLocaleString('en-US')
  return `${sign}¥${yuan}.${String(absolute % 100).padStart(2, '0')}`
}

/** Date and time in the store's own time zone. Instants are ISO 8601 UTC strings. */
export interface StoreTime {
  /** 2026-11-22 14:05 */
  readonly dateTime: (instant: string) => string
  /** 2026-11-22 14:05:09, for signatures and journal lines */
  readonly exact: (instant: string) => string
  /** 2026-11-22 */
  readonly date: (instant: string) => string
  /** 14:05 */
  readonly time: (instant: string) => string
  /** 14:05 on the same store day as now, else 11-22 14:05, with the year where it is another one */
  readonly short: (instant: string, now?: number) => string
}

/**
 * Formats of one time zone; the same in both languages: ISO order, 24 hours, as the trade's papers have it.
 * @param timeZone IANA name, such as Asia/Shanghai
 */
export function storeTime(timeZone: string): StoreTime {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  })
  const parts = (instant: string | number) => {
    const found = new Map(format.formatToParts(new Date(instant)).map((part) => [part.type, part.value]))
    const get = (type: Intl.DateTimeFormatPartTypes) => found.get(type) ?? ''
    return {
      year: get('year'),
      date: `${get('year')}-${get('month')}-${get('day')}`,
      time: `${get('hour')}:${get('minute')}`,
      seconds: get('second'),
    }
  }
  return {
    dateTime: (instant) => {
      const { date, time } = parts(instant)
      return `${date} ${time}`
    },
    exact: (instant) => {
      const { date, time, seconds } = parts(instant)
      return `${date} ${time}:${seconds}`
    },
    date: (instant) => parts(instant).date,
    time: (instant) => parts(instant).time,
    short: (instant, now = Date.now()) => {
      const { date, time, year } = parts(instant)
      const today = parts(now)
      if (date === today.date) return time
      return year === today.year ? `${date.slice(5)} ${time}` : `${date} ${time}`
    },
  }
}

/** The formats of the signed-in person's store, and the language on screen. Re-renders when the language changes. */
export function useFormat(): StoreTime & {
  readonly language: Language
  readonly money: (fen: number) => string
  readonly remaining: (dueAt: string, now: number) => string
} {
  useTranslation()
  const { store } = useMe()
  const language = currentLanguage()
  return {
    ...storeTime(store.timeZone),
    language,
    money: formatMoney,
    remaining: (dueAt, now) => formatRemaining(dueAt, now, language),
  }
}
