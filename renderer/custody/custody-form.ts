import type { z } from 'zod'
import type { custodySchema } from '../../domain/case/input.ts'

/** The form as it stands on screen. */
export interface CustodyValues {
  /** Set while the customer is one that the desk knows. */
  readonly customerId: string | null
  readonly anonymous: boolean
  readonly name: string
  readonly phone: string
  readonly description: string
  readonly serialNumber: string
  readonly accessories: string
  readonly place: string
}

/** Nothing typed yet. */
export const emptyCustody: CustodyValues = {
  customerId: null,
  anonymous: false,
  name: '',
  phone: '',
  description: '',
  serialNumber: '',
  accessories: '',
  place: '',
}

/**
 * What the form means, as the desk takes it.
 * @param values as typed
 * @returns the input; check it by `custodySchema`
 */
export function custodyInput(values: CustodyValues): z.input<typeof custodySchema> {
  const { customerId, anonymous, name, phone, ...goods } = values
  if (anonymous) return { customer: { kind: 'anonymous' }, ...goods }
  if (customerId !== null) return { customer: { kind: 'known', customerId }, ...goods }
  return { customer: { kind: 'new', name, phone }, ...goods }
}

/**
 * Places that goods lie at now, to choose from; a new one is simply typed.
 * @param here what lies in the store
 * @returns each once, the most used first
 */
export function placesInUse(here: readonly { readonly place: string }[]): string[] {
  const counts = new Map<string, number>()
  for (const { place } of here) counts.set(place, (counts.get(place) ?? 0) + 1)
  return [...counts].toSorted((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([place]) => place)
}
