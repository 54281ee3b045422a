import { useRef, useState } from 'react'
import { z } from 'zod'
import type { Problem } from '../api/command.ts'
import { problemOf } from '../api/command.ts'
import { sendFile } from '../api/files.ts'

const answerSchema = z.object({ uploadId: z.uuid() })

/** The till's export on its way to the desk. */
export interface Sending {
  /** null when none is on its way. */
  readonly name: string | null
  /** 0 to 1. */
  readonly share: number
  readonly problem: Problem | null
  readonly send: (file: File) => void
  readonly cancel: () => void
}

/**
 * Sends an export to the desk.
 * @param onSent with the id of the upload
 */
export function useSending(onSent: (uploadId: string) => void): Sending {
  const [state, setState] = useState<{ name: string; share: number } | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const stop = useRef<AbortController | null>(null)

  async function send(file: File): Promise<void> {
    stop.current?.abort()
    const controller = new AbortController()
    stop.current = controller
    setProblem(null)
    setState({ name: file.name, share: 0 })
    try {
      const progress = (share: number) => setState({ name: file.name, share })
      const answer = await sendFile('/imports', file, progress, controller.signal)
      if (!controller.signal.aborted) onSent(answerSchema.parse(answer).uploadId)
    } catch (thrown) {
      if (!controller.signal.aborted) setProblem(problemOf(thrown))
    } finally {
      if (stop.current === controller) setState(null)
    }
  }

  return {
    name: state?.name ?? null,
    share: state?.share ?? 0,
    problem,
    send: (file) => void send(file),
    cancel: () => stop.current?.abort(),
  }
}
