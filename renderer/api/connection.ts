import { useSyncExternalStore } from 'react'

/** Whether the desk answers: `waiting` before the first answer, `silent` when calls or the stream of changes fail. */
export type Connection = 'waiting' | 'answering' | 'silent'

let state: Connection = 'waiting'
const listeners = new Set<() => void>()

function put(next: Connection): void {
  if (next === state) return
  state = next
  for (const listener of listeners) listener()
}

/** The desk has answered something. */
export function noteAnswer(): void {
  put('answering')
}

/**
 * Wait until a call is answered again after a silence.
 * @param listener called at every change of the connection to `answering`
 * @returns ends the waiting
 */
export function onAnswer(listener: () => void): () => void {
  return subscribe(() => {
    if (state === 'answering') listener()
  })
}

/** A call or the stream ended without an answer. */
export function noteSilence(): void {
  put('silent')
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The connection as it stands, for React. */
export function useConnection(): Connection {
  return useSyncExternalStore(subscribe, () => state)
}
