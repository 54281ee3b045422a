import type { ContactFacts } from './contact.ts'
import { bringsWord } from './contact.ts'

/** Promises to customers (process section 8): call-back times that were told, and what a signed resolution says. */

export const promiseSources = ['call_back', 'resolution'] as const
export type PromiseSource = (typeof promiseSources)[number]

/** A promise, as far as rules go by it; instants in ms. */
export interface PromiseFacts {
  readonly id: string
  readonly source: PromiseSource
  readonly dueAt: number
  readonly keptAt: number | null
  readonly releasedAt: number | null
  readonly brokenAt: number | null
}

export const promiseStates = ['open', 'kept', 'kept_late', 'broken', 'released'] as const
export type PromiseState = (typeof promiseStates)[number]

/**
 * Does a contact tell the customer a time by which they hear again? Only where the customer got that word.
 * @param contact the contact
 * @param nextAt its next step's time, ms
 */
export function makesPromise(contact: ContactFacts, nextAt: number | null): boolean {
  return !contact.nuisance && nextAt !== null && bringsWord(contact)
}

/** What happens to a matter, as far as it settles promises. */
export type PromiseEvent =
  | { readonly kind: 'contact'; readonly contact: ContactFacts; readonly nextAt: number | null }
  /** The customer was spoken to by another act: told the resolution, asked for their opinion, visited. */
  | { readonly kind: 'spoken' }
  | { readonly kind: 'tasks_done'; readonly ids: readonly string[] }
  | { readonly kind: 'ended' }

/** Does anybody still wait for it? */
export function isOpen(promise: Pick<PromiseFacts, 'keptAt' | 'releasedAt'>): boolean {
  return promise.keptAt === null && promise.releasedAt === null
}

function effectOn(promise: PromiseFacts, event: PromiseEvent): 'kept' | 'released' | null {
  const callBack = promise.source === 'call_back'
  switch (event.kind) {
    case 'contact': {
      if (!callBack || event.contact.nuisance) return null
      if (event.contact.direction === 'out' && bringsWord(event.contact)) return 'kept'
      // The customer called first, and another time was agreed with them: it takes the place of this one.
      return makesPromise(event.contact, event.nextAt) ? 'released' : null
    }
    case 'spoken':
      return callBack ? 'kept' : null
    case 'tasks_done':
      return event.ids.includes(promise.id) ? 'kept' : null
    case 'ended':
      return 'released'
  }
}

/**
 * What an event does to the promises of its matter: a call-back is kept by the next word towards the customer, replaced by
 * a new time that is agreed; an unanswered attempt leaves it open; a promised line is kept when it is done; the end of the
 * matter releases all. What was due before stays broken, whatever becomes of it.
 * @param promises of one complaint or case
 * @param event what happened
 * @param now instant, ms; at the due instant itself it is kept in time
 * @returns those that change, as they are afterwards
 */
export function settled<P extends PromiseFacts>(
  promises: readonly P[],
  event: PromiseEvent,
  now: number,
): P[] {
  return promises.filter(isOpen).flatMap((promise) => {
    const effect = effectOn(promise, event)
    if (effect === null) return []
    const brokenAt = promise.brokenAt ?? (now > promise.dueAt ? promise.dueAt : null)
    return [{ ...promise, brokenAt, ...(effect === 'kept' ? { keptAt: now } : { releasedAt: now }) }]
  })
}

/**
 * How a promise stands.
 * @param promise the promise
 * @param now instant, ms
 */
export function promiseState(promise: PromiseFacts, now: number): PromiseState {
  const { dueAt, keptAt, releasedAt, brokenAt } = promise
  if (keptAt !== null) return brokenAt === null && keptAt <= dueAt ? 'kept' : 'kept_late'
  if (brokenAt !== null) return 'broken'
  if (releasedAt !== null) return 'released'
  return now > dueAt ? 'broken' : 'open'
}
