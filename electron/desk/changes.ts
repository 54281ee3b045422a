import type { ChangeNotice } from './views.ts'

/** Tells every open window what was changed, after the commit. */
export interface ChangeHub {
  publish(notice: ChangeNotice): void
  /**
   * @param listener called for every notice until the returned function is called
   * @returns ends the subscription
   */
  subscribe(listener: (notice: ChangeNotice) => void): () => void
}

export function createChangeHub(): ChangeHub {
  const listeners = new Set<(notice: ChangeNotice) => void>()
  return {
    publish: (notice) => {
      for (const listener of listeners) listener(notice)
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}

const beatMs = 15_000

/**
 * The notices as a streamed answer, one JSON object per line; a beat shows both sides that the line is alive.
 * @param hub where notices come from
 * @param now instant, ms
 * @param signal ends the stream when the caller goes
 * @param stillValid asked at every beat; false ends the stream (the session is over)
 */
export function changeStream(
  hub: ChangeHub,
  now: () => number,
  signal: AbortSignal,
  stillValid: () => boolean,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let stop = () => {}
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (notice: ChangeNotice) => controller.enqueue(encoder.encode(`${JSON.stringify(notice)}\n`))
      const unsubscribe = hub.subscribe(send)
      const beat = setInterval(() => {
        if (stillValid()) send({ type: 'beat' })
        else stop()
      }, beatMs)
      let open = true
      stop = () => {
        if (!open) return
        open = false
        clearInterval(beat)
        unsubscribe()
        controller.close()
      }
      signal.addEventListener('abort', stop, { once: true })
      send({ type: 'hello', now: new Date(now()).toISOString() })
    },
    cancel() {
      stop()
    },
  })
}
