import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useRef } from 'react'
import { deskHeaders } from '../api/session.ts'
import { useTRPC, useTRPCClient } from '../api/trpc.ts'

/** How long after the last key the draft goes to the desk, in milliseconds. */
const restMs = 400

/** Forms that are long enough to keep while they are filled. */
export type KeptForm = 'intake' | 'case'

/**
 * What this person left in a form when the page was last closed, however that happened.
 * @param form whose draft
 * @returns the query of the draft; read once per opening, never from memory
 */
export function useEarlierDraft(form: KeptForm) {
  return useQuery({
    ...useTRPC().drafts.get.queryOptions({ form }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
}

/**
 * Keep what is typed at the desk: soon after the last key, and at once when the page is hidden or left.
 * @param form whose draft
 * @param values the form, without what no draft may keep
 * @returns `forget` ends the keeping for good and removes the draft
 */
export function useDraftKeeping(form: KeptForm, values: object): { forget: () => Promise<void> } {
  const desk = useTRPCClient()
  const current = useRef(JSON.stringify(values))
  const saved = useRef(current.current)
  const over = useRef(false)
  current.current = JSON.stringify(values)
  const body = current.current

  const save = useCallback(
    (leaving: boolean) => {
      const text = current.current
      if (over.current || text === saved.current) return
      saved.current = text
      if (leaving) sendWhileLeaving(form, text)
      else
        desk.drafts.save.mutate({ form, body: JSON.parse(text) }).catch((error: unknown) => {
          // Nothing is lost yet: the words are on screen and go out again with the next key or when the page is left.
          saved.current = ''
          console.warn('the draft was not kept', error)
        })
    },
    [desk, form],
  )

  useEffect(() => {
    if (body === saved.current) return
    const timer = setTimeout(() => save(false), restMs)
    return () => clearTimeout(timer)
  }, [body, save])

  useEffect(() => {
    const leave = () => save(true)
    const hide = () => {
      if (document.visibilityState === 'hidden') leave()
    }
    window.addEventListener('pagehide', leave)
    document.addEventListener('visibilitychange', hide)
    return () => {
      window.removeEventListener('pagehide', leave)
      document.removeEventListener('visibilitychange', hide)
      leave()
    }
  }, [save])

  const forget = useCallback(async () => {
    over.current = true
    await desk.drafts.clear.mutate({ form })
  }, [desk, form])

  return { forget }
}

/** A page that is going away may only send what the browser finishes for it. */
function sendWhileLeaving(form: KeptForm, body: string): void {
  fetch('/rpc/drafts.save', {
    method: 'POST',
    keepalive: true,
    headers: { 'content-type': 'application/json', ...deskHeaders() },
    body: `{"form":"${form}","body":${body}}`,
  }).catch((error: unknown) => console.warn('the draft was not kept', error))
}
