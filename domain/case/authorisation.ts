import type { AuthorisationInput } from './input.ts'
import type { CaseReason, CaseRemedy } from './vocabulary.ts'

/** A signed standing authorisation as far as the rule goes. */
export type SignedAuthorisation = Omit<AuthorisationInput, 'title' | 'terms'> & { readonly revoked: boolean }

/** What it is held against. */
export interface AuthorisedMatter {
  readonly reason: CaseReason
  readonly remedy: CaseRemedy
  /** Money or another unit is given although nothing comes back: no standing paper allows that. */
  readonly nothingBack: boolean
  /** Of every line of the case. */
  readonly families: readonly (string | null)[]
  /** Civil days since the invoice, days in repair left out. */
  readonly day: number
  /** What the goods are worth, fen. */
  readonly goodsFen: number
  /** Today, civil date in store time. */
  readonly on: string
}

/**
 * Does a standing authorisation already grant this (process section 4)? Then the paper cites it and nobody signs anew.
 * @param authorisation scope, limit and dates; both dates are inside
 * @param matter what is to be done
 */
export function covers(authorisation: SignedAuthorisation, matter: AuthorisedMatter): boolean {
  const { remedies, reasons, families, maxDay, maxFen, fromOn, toOn, revoked } = authorisation
  if (matter.nothingBack || revoked || matter.on < fromOn || matter.on > toOn) return false
  if (!remedies.some((remedy) => remedy === matter.remedy)) return false
  if (reasons.length > 0 && !reasons.includes(matter.reason)) return false
  if (families.length > 0 && !matter.families.every((family) => family !== null && families.includes(family)))
    return false
  if (maxDay !== null && matter.day > maxDay) return false
  return matter.goodsFen <= maxFen
}
