import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useSearch } from 'wouter'
import type { ComplaintView } from '../../electron/desk/views.ts'
import { useTRPC } from '../api/trpc.ts'
import { useEarlierDraft } from '../intake/draft.ts'
import { LoadFailed } from '../parts/LoadFailed.tsx'
import { Loading } from '../parts/Loading.tsx'
import type { CaseValues } from './new/case-form.ts'
import { caseValuesSchema, emptyCase } from './new/case-form.ts'
import { NewCaseForm } from './new/NewCaseForm.tsx'

const nobody = '00000000-0000-0000-0000-000000000000'

/** What an address brings along: a complaint, a customer or a purchase; anything else is no id. */
function idIn(search: string, name: string): string | null {
  return /^[0-9a-f-]{36}$/.exec(new URLSearchParams(search).get(name) ?? '')?.[0] ?? null
}

/** 办理退换货: a new case, alone or from a complaint, of which customer, purchase and words are taken over. */
export default function NewCase() {
  const trpc = useTRPC()
  const search = useSearch()
  const complaintId = idIn(search, 'complaint')
  const customerId = idIn(search, 'customer')
  const purchaseId = idIn(search, 'purchase')
  const draft = useEarlierDraft('case')
  const complaint = useQuery({
    ...trpc.complaints.get.queryOptions({ id: complaintId ?? nobody }),
    enabled: complaintId !== null,
  })
  const purchases = useQuery({
    ...trpc.purchases.find.queryOptions({ customerId: complaint.data?.customer.id ?? nobody }),
    enabled: complaint.data !== undefined && complaint.data.purchase !== null,
  })
  // Counts discarded drafts: each begins an empty form.
  const [discarded, setDiscarded] = useState(0)

  if (complaint.isError)
    return <LoadFailed error={complaint.error} onRetry={() => void complaint.refetch()} />
  if (purchases.isError)
    return <LoadFailed error={purchases.error} onRetry={() => void purchases.refetch()} />
  const waits =
    draft.isPending ||
    (complaintId !== null &&
      (complaint.data === undefined || (complaint.data.purchase !== null && purchases.data === undefined)))
  if (waits) return <Loading />

  // A draft of something else must not speak into this matter; one that cannot be read leaves the form empty.
  const kept = discarded === 0 ? (draft.data ?? null) : null
  const left = kept === null ? null : caseValuesSchema.parse(kept.body)
  const direct = complaintId === null && customerId === null && purchaseId === null
  const goesOn = left !== null && (direct || (complaintId !== null && left.complaintId === complaintId))
  const begun: CaseValues = {
    ...emptyCase(),
    customerId,
    ...(purchaseId === null ? {} : { picked: { kind: 'known', purchaseId } }),
    ...(complaint.data === undefined
      ? {}
      : fromComplaint(
          complaint.data,
          purchases.data?.known.find(({ purchase }) =>
            purchase.lines.some((line) => line.id === complaint.data.purchase?.id),
          )?.purchase.id ?? null,
        )),
  }
  return (
    <NewCaseForm
      key={`${discarded} ${search}`}
      initial={goesOn ? left : begun}
      restoredAt={goesOn ? (kept?.savedAt ?? null) : null}
      begunLine={complaint.data?.purchase?.id ?? null}
      complaint={complaint.data ?? null}
      onDiscard={() => setDiscarded(discarded + 1)}
    />
  )
}

/** Nothing is asked twice: whose matter it is, what was bought and what happened stand in the complaint. */
function fromComplaint(complaint: ComplaintView, purchaseId: string | null): Partial<CaseValues> {
  const { customer } = complaint
  return {
    complaintId: complaint.id,
    customerId: customer.id,
    anonymous: customer.anonymous,
    name: customer.name,
    phone: customer.phones[0] ?? '',
    whatHappened: complaint.whatHappened,
    ...(purchaseId === null ? {} : { picked: { kind: 'known', purchaseId } }),
  }
}
