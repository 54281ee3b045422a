import type { AuthorisationInput } from '../../domain/case/input.ts'
import type { AuthorisationView } from '../../electron/desk/case-views.ts'

/** What the sentence is made from: the words of one language. */
export interface ScopeWords {
  /** One of the phrases of `authorisations:scope`, with its facts. */
  readonly phrase: (code: ScopePhrase, facts?: Record<string, string | number>) => string
  readonly remedy: (code: AuthorisationInput['remedies'][number]) => string
  readonly reason: (code: AuthorisationInput['reasons'][number]) => string
  readonly family: (code: string) => string
  readonly money: (fen: number) => string
  /** Between things of one list, and between the parts of the sentence. */
  readonly comma: string
  readonly semicolon: string
}

export type ScopePhrase = 'anyReason' | 'anyFamily' | 'anyDay' | 'withinDay' | 'upTo' | 'dates'

export type ScopedAuthorisation = Pick<
  AuthorisationInput,
  'remedies' | 'reasons' | 'families' | 'maxDay' | 'maxFen' | 'fromOn' | 'toOn'
>

/**
 * What an authorisation allows, in plain words, part by part: together one line such as
 * "退款、换货；质量问题；小家电；第 30 天内；每单至 ¥500.00；2026-11-01 至 2026-12-31".
 * @param scope remedies, reasons, families, day since the invoice, worth of the goods in fen, and civil dates
 * @param words of the language it is said in
 */
export function scopeParts(scope: ScopedAuthorisation, words: ScopeWords): string[] {
  const { phrase, comma, semicolon } = words
  const parts = [
    scope.remedies.map(words.remedy).join(comma),
    scope.reasons.length === 0 ? phrase('anyReason') : scope.reasons.map(words.reason).join(comma),
    scope.families.length === 0 ? phrase('anyFamily') : scope.families.map(words.family).join(comma),
    scope.maxDay === null ? phrase('anyDay') : phrase('withinDay', { day: scope.maxDay }),
    phrase('upTo', { amount: words.money(scope.maxFen) }),
    phrase('dates', { from: scope.fromOn, to: scope.toOn }),
  ]
  return parts.map((part, index) => (index === parts.length - 1 ? part : part + semicolon))
}

/** How an authorisation stands; `to_come`: signed, but its first day is not reached. */
export type AuthorisationStanding = 'in_force' | 'to_come' | 'ended' | 'revoked'

/**
 * How it stands today.
 * @param authorisation as the desk answers it
 * @param today civil date in store time
 */
export function standingOf(
  authorisation: Pick<AuthorisationView, 'revokedAt' | 'inForce' | 'fromOn'>,
  today: string,
): AuthorisationStanding {
  if (authorisation.revokedAt !== null) return 'revoked'
  if (authorisation.inForce) return 'in_force'
  return today < authorisation.fromOn ? 'to_come' : 'ended'
}

/** What still counts or will, before what is past. */
export function isPast(standing: AuthorisationStanding): boolean {
  return standing === 'ended' || standing === 'revoked'
}
