import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { z } from 'zod'
import type { ChangeNotice } from '../../electron/desk/views.ts'
import { noteAnswer, noteSilence, onAnswer } from './connection.ts'
import { deskHeaders, expireSession, sessionToken } from './session.ts'
import { useTRPC } from './trpc.ts'

const noticeSchema: z.ZodType<ChangeNotice> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), now: z.string() }),
  z.object({
    type: z.literal('changed'),
    entity: z.enum([
      'complaint',
      'customer',
      'staff',
      'store',
      'policy',
      'head_office',
      'case',
      'purchase',
      'custody',
      'authorisation',
      'promise',
      'handover',
      'script',
    ]),
    id: z.string(),
    version: z.number(),
  }),
  z.object({ type: z.literal('notice'), staffIds: z.array(z.string()) }),
  z.object({ type: z.literal('beat') }),
])

/** How long the stream may be without a line before the desk counts as silent; it beats more often than that. */
const silenceMilliseconds = 60_000

/**
 * Listen to what changes at the desk, in this window and in others, and read again what is on screen. Reconnects with
 * growing pauses; after a break everything is read again, because notices may have been missed.
 */
export function useChanges(): void {
  const queryClient = useQueryClient()
  const trpc = useTRPC()
  useEffect(() => {
    const stopped = new AbortController()
    function apply(notice: ChangeNotice): void {
      if (notice.type === 'beat') return
      if (notice.type === 'hello') {
        void queryClient.invalidateQueries()
        return
      }
      if (notice.type === 'notice') {
        void queryClient.invalidateQueries(trpc.notices.pathFilter())
        return
      }
      const filters = {
        complaint: [
          trpc.complaints.pathFilter(),
          trpc.customers.pathFilter(),
          trpc.prints.pathFilter(),
          trpc.contacts.pathFilter(),
          trpc.promises.pathFilter(),
        ],
        customer: [trpc.customers.pathFilter(), trpc.complaints.pathFilter(), trpc.cases.pathFilter()],
        staff: [trpc.staff.pathFilter(), trpc.session.pathFilter(), trpc.desk.pathFilter()],
        store: [trpc.store.pathFilter(), trpc.session.pathFilter(), trpc.desk.pathFilter()],
        policy: [trpc.policy.pathFilter(), trpc.complaints.pathFilter()],
        head_office: [trpc.headOffice.pathFilter()],
        case: [
          trpc.cases.pathFilter(),
          trpc.purchases.pathFilter(),
          trpc.custody.pathFilter(),
          trpc.customers.pathFilter(),
          trpc.prints.pathFilter(),
          trpc.complaints.pathFilter(),
          trpc.contacts.pathFilter(),
          trpc.promises.pathFilter(),
        ],
        purchase: [trpc.purchases.pathFilter(), trpc.cases.pathFilter()],
        custody: [trpc.custody.pathFilter(), trpc.cases.pathFilter()],
        authorisation: [trpc.authorisations.pathFilter(), trpc.cases.pathFilter()],
        promise: [trpc.promises.pathFilter(), trpc.contacts.pathFilter(), trpc.complaints.pathFilter()],
        script: [trpc.scripts.pathFilter()],
        handover: [trpc.handover.pathFilter(), trpc.prints.pathFilter()],
      }[notice.entity]
      for (const filter of filters) void queryClient.invalidateQueries(filter)
    }
    void listen(apply, stopped.signal)
    return () => stopped.abort()
  }, [queryClient, trpc])
}

async function listen(apply: (notice: ChangeNotice) => void, stopped: AbortSignal): Promise<void> {
  for (let failures = 0; !stopped.aborted; failures += 1) {
    const token = sessionToken()
    try {
      const ended = await readStream((notice) => {
        failures = 0
        noteAnswer()
        apply(notice)
      }, stopped)
      if (ended === 'signed_out') {
        expireSession(token)
        return
      }
    } catch (error) {
      if (stopped.aborted) return
      // A broken line and a line that is not a notice are the same to the person: the desk is not heard.
      console.warn('the stream of changes ended', error)
    }
    if (stopped.aborted) return
    noteSilence()
    await wait(Math.min(500 * 2 ** failures, 15_000) * (0.5 + Math.random() / 2), stopped)
  }
}

async function readStream(
  apply: (notice: ChangeNotice) => void,
  stopped: AbortSignal,
): Promise<'signed_out' | 'ended'> {
  const quiet = new AbortController()
  const response = await fetch('/changes', {
    headers: deskHeaders(),
    signal: AbortSignal.any([stopped, quiet.signal]),
    cache: 'no-store',
  })
  if (response.status === 401) return 'signed_out'
  if (!response.ok || response.body === null) throw new Error(`changes answered ${response.status}`)
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  let timer = setTimeout(() => quiet.abort(), silenceMilliseconds)
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return 'ended'
      clearTimeout(timer)
      timer = setTimeout(() => quiet.abort(), silenceMilliseconds)
      const lines = (rest + value).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        if (line.trim() !== '') apply(noticeSchema.parse(JSON.parse(line)))
      }
    }
  } finally {
    clearTimeout(timer)
  }
}

/** Ends early when the desk is heard again by another way, or when nobody listens any more. */
function wait(milliseconds: number, stopped: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      stopHearing()
      stopped.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    const stopHearing = onAnswer(done)
    stopped.addEventListener('abort', done)
  })
}
