import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { ComplaintRow } from '../../electron/desk/views.ts'
import { useTRPC } from '../api/trpc.ts'
import { urgencyOf } from '../i18n/format.ts'
import { useNow } from '../parts/now.ts'
import { useSoonMinutes } from '../parts/soon.ts'

/**
 * Rows tick by themselves; only when one of them turns soon or late are the counts read again.
 * @param rows what is on screen
 */
export function useCountsAfterTurning(rows: readonly ComplaintRow[]): void {
  const now = useNow()
  const soonMinutes = useSoonMinutes()
  const queryClient = useQueryClient()
  const trpc = useTRPC()
  const standing = rows
    .map((row) => (row.clock === null ? '' : urgencyOf(row.clock.dueAt, now, soonMinutes)))
    .join()
  const shown = rows.map((row) => `${row.id}${row.clock?.dueAt ?? ''}`).join()
  const seen = useRef({ shown, standing })
  useEffect(() => {
    const turned = seen.current.shown === shown && seen.current.standing !== standing
    seen.current = { shown, standing }
    if (turned) void queryClient.invalidateQueries(trpc.complaints.today.pathFilter())
  }, [shown, standing, queryClient, trpc])
}
