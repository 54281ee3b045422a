import { useQuery } from '@tanstack/react-query'
import type { Policy } from '../../domain/policy.ts'
import { useTRPC } from '../api/trpc.ts'

/** Before the policy has been read. */
const usualMinutes = 120

function soonMinutesOf(policy: Policy): number {
  return policy.clocks.soonMinutes
}

/** From how many minutes before its end a clock is shown as soon; a number of the policy. */
export function useSoonMinutes(): number {
  const policy = useQuery({ ...useTRPC().policy.current.queryOptions(), select: soonMinutesOf })
  return policy.data ?? usualMinutes
}
