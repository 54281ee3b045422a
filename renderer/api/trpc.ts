import type { inferRouterInputs } from '@trpc/server'
import { createTRPCContext } from '@trpc/tanstack-react-query'
import type { AppRouter } from '../../electron/desk/router.ts'

/**
 * The desk's calls for React. `useTRPC()` gives `trpc.<area>.<call>.queryOptions(input)` / `.mutationOptions()` and the
 * query keys (`.queryKey()`, `.pathFilter()`), so that keys come from this one place.
 */
export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>()

/** What each of the desk's calls takes, by `['<area>']['<call>']`. */
export type RouterInput = inferRouterInputs<AppRouter>
