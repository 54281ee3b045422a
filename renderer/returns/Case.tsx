import { useHotkeys } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useSearch } from 'wouter'
import type { CaseAction } from '../../domain/case/moves.ts'
import type { Policy } from '../../domain/policy.ts'
import type { CaseView } from '../../electron/desk/case-views.ts'
import { useCommand } from '../api/command.ts'
import { useMe } from '../api/me.tsx'
import { useTRPC, useTRPCClient } from '../api/trpc.ts'
import type { FormValues } from '../complaint/actions/form-values.ts'
import complaint from '../complaint/complaint.module.css'
import { CaseContactDrawer } from '../contact/CaseContactDrawer.tsx'
import { paths } from '../frame/places.ts'
import { showRecorded } from '../intake/recorded-notice.ts'
import { LoadFailed } from '../parts/LoadFailed.tsx'
import { Loading } from '../parts/Loading.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { CaseDrawer } from './actions/CaseDrawer.tsx'
import { isDoneAtOnce } from './actions/case-forms.ts'
import { CaseFacts } from './CaseFacts.tsx'
import { CaseHeader } from './CaseHeader.tsx'
import { CaseStory } from './CaseStory.tsx'
import classes from './case.module.css'
import { Ended } from './Ended.tsx'
import { NextLine } from './NextLine.tsx'
import { PurchaseChanges } from './PurchaseChanges.tsx'
import { Steps } from './Steps.tsx'

/**
 * One refund or exchange case: whose and what, what they are entitled to, what was found, planned and done.
 * @param id of the case
 */
export default function Case({ id }: { readonly id: string }) {
  const trpc = useTRPC()
  const view = useQuery(trpc.cases.get.queryOptions({ id }))
  const policy = useQuery(trpc.policy.current.queryOptions())
  if (view.data !== undefined && policy.data !== undefined)
    return <CasePage view={view.data} policy={policy.data} fresh={!view.isFetching} />
  if (view.isError) return <LoadFailed error={view.error} onRetry={() => void view.refetch()} />
  if (policy.isError) return <LoadFailed error={policy.error} onRetry={() => void policy.refetch()} />
  return <Loading />
}

function CasePage({
  view,
  policy,
  fresh,
}: {
  readonly view: CaseView
  readonly policy: Policy
  /** False while the case is being read anew. */
  readonly fresh: boolean
}) {
  const { t } = useTranslation('returns')
  const me = useMe()
  const desk = useTRPCClient()
  const staff = useQuery(useTRPC().staff.list.queryOptions())
  const [open, setOpen] = useState<{ action: CaseAction; openedAt: number } | null>(null)
  // What was typed in a drawer that was closed stays until it is recorded or the page is left.
  const kept = useRef(new Map<CaseAction, FormValues>())
  const page = useRef<HTMLDivElement>(null)
  const direct = useCommand(desk.cases.act.mutate, {
    onDone: (recorded) => showRecorded(t('complaint:recordedPlain', { number: recorded.number })),
  })
  const [contact, setContact] = useState<{ direction: 'in' | 'out'; openedAt: number } | null>(null)
  const keptContact = useRef<FormValues | undefined>(undefined)
  const context = { view, me, policy, staff: staff.data ?? [], now: open?.openedAt ?? Date.now() }

  function start(action: CaseAction): void {
    direct.clear()
    if (!isDoneAtOnce(action, context)) {
      setOpen({ action, openedAt: Date.now() })
      return
    }
    if (!direct.pending) void direct.run({ caseId: view.id, seenVersion: view.version, action, input: {} })
  }

  /** From anywhere in the record: C for a call that goes out, Shift+C for one from the customer. */
  function logContact(direction: 'in' | 'out'): void {
    if (open === null && contact === null && view.endedAt === null)
      setContact({ direction, openedAt: Date.now() })
  }
  useHotkeys([
    ['C', () => logContact('out')],
    ['shift+C', () => logContact('in')],
  ])

  // The list leads here with the next action. What records at once, without a form, waits for the person's own press.
  const asked = new URLSearchParams(useSearch()).get('do')
  const [, navigate] = useLocation()
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for what the address asks
  useEffect(() => {
    // What the window remembered may be older than the list that led here.
    if (asked === null || !fresh) return
    navigate(paths.returnCase(view.id), { replace: true })
    const offer = view.offers.find(({ action, missing }) => action === asked && missing.length === 0)
    if (offer !== undefined && !isDoneAtOnce(offer.action, context))
      setOpen({ action: offer.action, openedAt: Date.now() })
  }, [asked, view, fresh, navigate])

  function afterRecording(action: CaseAction): void {
    kept.current.delete(action)
    setOpen(null)
    page.current?.querySelector('h1')?.focus()
  }

  return (
    <div ref={page} className={complaint.page}>
      <CaseHeader view={view} pending={direct.pending} onAction={start} />
      <ProblemNotice problem={direct.problem} />
      <div className={classes.where}>
        <Steps view={view} />
        <NextLine view={view} />
      </div>
      <Ended view={view} />
      <PurchaseChanges changes={view.purchaseChanges} />
      <div className={complaint.columns}>
        <CaseFacts view={view} onContact={() => logContact('out')} />
        <CaseStory view={view} />
      </div>
      {open !== null && staff.data !== undefined && (
        <CaseDrawer
          key={open.action}
          action={open.action}
          context={context}
          kept={kept.current.get(open.action)}
          onKeep={(values) => kept.current.set(open.action, values)}
          onClose={() => setOpen(null)}
          onDone={() => afterRecording(open.action)}
        />
      )}
      {contact !== null && (
        <CaseContactDrawer
          context={{ ...context, now: contact.openedAt }}
          direction={contact.direction}
          kept={keptContact.current}
          onKeep={(values) => {
            keptContact.current = values
          }}
          onClose={() => setContact(null)}
          onDone={() => {
            keptContact.current = undefined
            setContact(null)
            page.current?.querySelector('h1')?.focus()
          }}
        />
      )}
    </div>
  )
}
