import type { TFunction } from 'i18next'
import type { Language } from '../../electron/desk/views.ts'

/** What every paper needs to speak: its language, its words and the store's own time. */
export interface PaperVoice {
  readonly language: Language
  /** Bound to the namespace `print` in the paper's language, which need not be the screen's. */
  readonly t: TFunction<'print'>
  /** IANA zone of the store. */
  readonly timeZone: string
}

/**
 * An instant as the paper says it, in store time.
 * @param instant ISO 8601
 * @param voice language and zone of the paper
 * @returns such as 2026年11月22日 16:30 or 22 November 2026, 16:30
 */
export function paperMoment(instant: string, voice: PaperVoice): string {
  return new Intl.DateTimeFormat(voice.language === 'en' ? 'en-GB' : 'zh-CN', {
    timeZone: voice.timeZone,
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(instant))
}

/**
 * The store's civil day of an instant as the paper says it.
 * @param instant ISO 8601
 * @param voice language and zone of the paper
 */
export function paperDay(instant: string, voice: PaperVoice): string {
  return dayFormat(voice.language, voice.timeZone).format(new Date(instant))
}

/**
 * A civil date as the paper says it.
 * @param date YYYY-MM-DD in store time
 * @param voice language of the paper
 */
export function paperDate(date: string, voice: PaperVoice): string {
  return dayFormat(voice.language, 'UTC').format(new Date(`${date}T00:00:00Z`))
}

function dayFormat(language: Language, timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', {
    timeZone,
    year: 'numeric',
    month: 'long',
    day: 'numeric',
  })
}

/**
 * Money as the paper says it.
 * @param fen whole fen
 * @returns such as ¥1,234.50
 */
export function paperMoney(fen: number): string {
  return `¥${new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(fen / 100)}`
}
