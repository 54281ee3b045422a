import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { createTRPCClient, httpBatchLink } from '@trpc/client'
import type { AppRouter } from '../../electron/desk/router.ts'
import { noteAnswer, noteSilence } from './connection.ts'
import { deskErrorOf, isUnanswered } from './errors.ts'
import { deskHeaders, expireSession, sessionToken } from './session.ts'

/** The one way to the desk: same origin, /rpc, calls of the same moment in one request. */
export function createDeskClient() {
  return createTRPCClient<AppRouter>({
    links: [
      httpBatchLink({
        url: '/rpc',
        headers: deskHeaders,
        maxURLLength: 4000,
        fetch: async (url, init) => {
          const token = sessionToken()
          try {
            const response = await fetch(url, { ...init, signal: init?.signal ?? null })
            noteAnswer()
            if (response.status === 401) expireSession(token)
            return response
          } catch (error) {
            if (!(error instanceof DOMException && error.name === 'AbortError')) noteSilence()
            throw error
          }
        },
      }),
    ],
  })
}

function onError(error: unknown): void {
  // In a batch with mixed answers the status of the whole is 207, so the single answers are looked at too.
  if (deskErrorOf(error)?.code === 'signed_out') expireSession(sessionToken())
}

/**
 * What the window remembers of the desk. The desk is on this computer or in this store, so the browser's own idea of
 * being online says nothing (`networkMode: 'always'`); freshness comes from the stream of changes.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: 30_000,
        retry: (failures, error) => isUnanswered(error) && failures < 3,
        retryDelay: (failures) => Math.min(500 * 2 ** failures, 4000),
      },
      mutations: { networkMode: 'always' },
    },
  })
}
