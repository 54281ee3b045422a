import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMe } from '../api/me.tsx'
import { useTRPC } from '../api/trpc.ts'
import { LoadFailed } from '../parts/LoadFailed.tsx'
import { Loading } from '../parts/Loading.tsx'
import { useEarlierDraft } from './draft.ts'
import { IntakeForm } from './IntakeForm.tsx'
import { emptyIntake, intakeValuesSchema } from './intake-form.ts'

/** 登记投诉: take down a complaint while the customer stands at the counter. */
export default function Intake() {
  const trpc = useTRPC()
  const me = useMe()
  const policy = useQuery(trpc.policy.current.queryOptions())
  const staff = useQuery(trpc.staff.list.queryOptions())
  const draft = useEarlierDraft('intake')
  // Counts discarded drafts: each begins an empty form.
  const [discarded, setDiscarded] = useState(0)

  if (policy.isError) return <LoadFailed error={policy.error} onRetry={() => void policy.refetch()} />
  if (staff.isError) return <LoadFailed error={staff.error} onRetry={() => void staff.refetch()} />
  if (policy.data === undefined || staff.data === undefined || draft.isPending) return <Loading />
  const empty = emptyIntake(me.staff)
  // A draft that cannot be read must not keep a customer waiting: the form is then empty.
  const kept = discarded === 0 ? (draft.data ?? null) : null
  return (
    <IntakeForm
      key={discarded}
      initial={kept === null ? empty : { ...empty, ...intakeValuesSchema.parse(kept.body) }}
      restoredAt={kept?.savedAt ?? null}
      onDiscard={() => setDiscarded(discarded + 1)}
      policy={policy.data}
      staff={staff.data}
    />
  )
}
