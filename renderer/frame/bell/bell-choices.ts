import { useSyncExternalStore } from 'react'
import { z } from 'zod'

/** How one person wants to be told, kept on this computer under their staff id; nothing about customers stands in it. */
const choicesSchema = z.object({ desktop: z.boolean(), sound: z.boolean() })
export type BellChoices = z.infer<typeof choicesSchema>

const atFirst: BellChoices = { desktop: false, sound: true }

const keyOf = (staffId: string) => `countersign.bell.${staffId}`
const toldKeyOf = (staffId: string) => `${keyOf(staffId)}.told`

function parsed<T>(schema: z.ZodType<T>, text: string | null, otherwise: T): T {
  if (text === null) return otherwise
  try {
    return schema.parse(JSON.parse(text))
  } catch (error) {
    // Written by another version, or by hand: as if nothing had been chosen.
    if (error instanceof SyntaxError || error instanceof z.ZodError) return otherwise
    throw error
  }
}

const listeners = new Set<() => void>()
const kept = new Map<string, BellChoices>()

function announce(): void {
  kept.clear()
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  // Another window of the same person tells by the storage event.
  if (listeners.size === 0) window.addEventListener('storage', announce)
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) window.removeEventListener('storage', announce)
  }
}

function read(staffId: string): BellChoices {
  const known = kept.get(staffId)
  if (known !== undefined) return known
  const choices = parsed(choicesSchema, localStorage.getItem(keyOf(staffId)), atFirst)
  kept.set(staffId, choices)
  return choices
}

/**
 * How this person wants to be told, and how to change it.
 * @param staffId who is signed in
 */
export function useBellChoices(staffId: string): [BellChoices, (change: Partial<BellChoices>) => void] {
  const choices = useSyncExternalStore(subscribe, () => read(staffId))
  return [
    choices,
    (change) => {
      localStorage.setItem(keyOf(staffId), JSON.stringify({ ...read(staffId), ...change }))
      announce()
    },
  ]
}

const toldSchema = z.array(z.string())
const keptTold = 200

/**
 * Which of these notices nobody has been told of on this computer yet; from now on they count as told.
 * @param staffId whose notices
 * @param ids of the notices
 */
export function takeUntold(staffId: string, ids: readonly string[]): string[] {
  const told = parsed(toldSchema, localStorage.getItem(toldKeyOf(staffId)), [])
  const untold = ids.filter((id) => !told.includes(id))
  if (untold.length > 0)
    localStorage.setItem(toldKeyOf(staffId), JSON.stringify([...told, ...untold].slice(-keptTold)))
  return untold
}
