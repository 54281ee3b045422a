import { Tabs } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import type { ComponentProps } from 'react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useSearch } from 'wouter'
import type { Action } from '../../domain/complaint/moves.ts'
import type { Policy } from '../../domain/policy.ts'
import type { ComplaintView } from '../../electron/desk/views.ts'
import { useCommand } from '../api/command.ts'
import { useMe } from '../api/me.tsx'
import { useTRPC, useTRPCClient } from '../api/trpc.ts'
import { ContactDrawer } from '../contact/ContactDrawer.tsx'
import { paths } from '../frame/places.ts'
import { showRecorded } from '../intake/recorded-notice.ts'
import { LoadFailed } from '../parts/LoadFailed.tsx'
import { Loading } from '../parts/Loading.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { SurveyStrip } from '../survey/SurveyStrip.tsx'
import { ActionDrawer } from './actions/ActionDrawer.tsx'
import { actionForms } from './actions/action-forms.ts'
import type { FormValues } from './actions/form-values.ts'
import { ComplaintHeader } from './ComplaintHeader.tsx'
import classes from './complaint.module.css'
import { Facts } from './Facts.tsx'
import { Happenings } from './Happenings.tsx'
import { NextStrip } from './NextStrip.tsx'
import { Resolutions } from './Resolutions.tsx'
import { Sheets } from './Sheets.tsx'
import { Tasks } from './Tasks.tsx'
import { Timeline } from './timeline/Timeline.tsx'

/**
 * One complaint: a column of facts, what must happen next and what may be said, what happened.
 * @param id of the complaint
 */
export default function Complaint({ id }: { readonly id: string }) {
  const trpc = useTRPC()
  const complaint = useQuery(trpc.complaints.get.queryOptions({ id }))
  const policy = useQuery(trpc.policy.current.queryOptions())
  if (complaint.data !== undefined && policy.data !== undefined)
    return <ComplaintPage complaint={complaint.data} policy={policy.data} />
  if (complaint.isError)
    return <LoadFailed error={complaint.error} onRetry={() => void complaint.refetch()} />
  if (policy.isError) return <LoadFailed error={policy.error} onRetry={() => void policy.refetch()} />
  return <Loading />
}

function ComplaintPage({
  complaint,
  policy,
}: {
  readonly complaint: ComplaintView
  readonly policy: Policy
}) {
  const { t } = useTranslation('complaint')
  const me = useMe()
  const desk = useTRPCClient()
  const staff = useQuery(useTRPC().staff.list.queryOptions())
  const [open, setOpen] = useState<Opened | null>(null)
  // What was typed in a drawer that was closed stays until it is recorded or the page is left.
  const kept = useRef(new Map<Action, FormValues>())
  const page = useRef<HTMLDivElement>(null)
  const direct = useCommand(desk.complaints.act.mutate, {
    onDone: (recorded) => showRecorded(t('recordedPlain', { number: recorded.number })),
  })

  function start(action: Action): void {
    direct.clear()
    const { fields, aside } = actionForms[action]
    // Nothing to enter and nothing to read first: it is done at once.
    if (fields.length === 0 && aside === undefined) {
      if (!direct.pending)
        void direct.run({ complaintId: complaint.id, seenVersion: complaint.version, action, input: {} })
      return
    }
    setOpen({ action, openedAt: Date.now() })
  }

  /** From anywhere in the record: C for a call that goes out, Shift+C for one from the customer. */
  function contact(direction: 'in' | 'out'): void {
    const offered = complaint.offers.some(({ action }) => action === 'log_contact')
    if (open === null && offered) setOpen({ action: 'log_contact', direction, openedAt: Date.now() })
  }
  useHotkeys([
    ['C', () => contact('out')],
    ['shift+C', () => contact('in')],
  ])

  // Today leads here with the next action. What records at once, without a form, waits for the person's own press.
  const asked = new URLSearchParams(useSearch()).get('do')
  const [, navigate] = useLocation()
  useEffect(() => {
    if (asked === null) return
    navigate(paths.complaint(complaint.id), { replace: true })
    const offer = complaint.offers.find(({ action, missing }) => action === asked && missing.length === 0)
    if (offer === undefined) return
    const { fields, aside } = actionForms[offer.action]
    if (fields.length > 0 || aside !== undefined) setOpen({ action: offer.action, openedAt: Date.now() })
  }, [asked, complaint, navigate])

  function afterRecording(action: Action): void {
    kept.current.delete(action)
    setOpen(null)
    page.current?.querySelector('h1')?.focus()
  }

  return (
    <div ref={page} className={classes.page}>
      <ComplaintHeader complaint={complaint} pending={direct.pending} onAction={start} />
      <ProblemNotice problem={direct.problem} />
      <div className={classes.columns}>
        <Facts complaint={complaint} />
        <div className={classes.story}>
          <NextStrip complaint={complaint} onAction={start} />
          <SurveyStrip
            complaint={complaint}
            onRecord={(values) => {
              kept.current.set('return_visit', values)
              start('return_visit')
            }}
          />
          <Tabs defaultValue="happenings" keepMounted={false}>
            <Tabs.List>
              <Tabs.Tab value="happenings">
                {t('tab.happenings', { count: complaint.happenings.length })}
              </Tabs.Tab>
              <Tabs.Tab value="timeline">{t('tab.timeline')}</Tabs.Tab>
              <Tabs.Tab value="resolutions">
                {t('tab.resolutions', { count: complaint.resolutions.length })}
              </Tabs.Tab>
              <Tabs.Tab value="sheets">{t('tab.sheets', { count: complaint.sheets.length })}</Tabs.Tab>
              {complaint.tasks.length > 0 && (
                <Tabs.Tab value="tasks">{t('tab.tasks', { count: complaint.tasks.length })}</Tabs.Tab>
              )}
            </Tabs.List>
            <Tabs.Panel value="happenings">
              <Happenings complaint={complaint} />
            </Tabs.Panel>
            <Tabs.Panel value="timeline">
              <Timeline complaint={complaint} />
            </Tabs.Panel>
            <Tabs.Panel value="resolutions">
              <Resolutions complaint={complaint} />
            </Tabs.Panel>
            <Tabs.Panel value="sheets">
              <Sheets complaint={complaint} />
            </Tabs.Panel>
            <Tabs.Panel value="tasks">
              <Tasks complaint={complaint} />
            </Tabs.Panel>
          </Tabs>
        </div>
      </div>
      {open !== null && staff.data !== undefined && (
        <OpenDrawer
          key={open.action}
          open={open}
          context={{ complaint, me, staff: staff.data, policy, now: open.openedAt }}
          kept={kept.current.get(open.action)}
          onKeep={(values) => kept.current.set(open.action, values)}
          onClose={() => setOpen(null)}
          onDone={() => afterRecording(open.action)}
        />
      )}
    </div>
  )
}

/** The drawer that is open. */
interface Opened {
  readonly action: Action
  readonly openedAt: number
  /** Of a contact. */
  readonly direction?: 'in' | 'out'
}

type OpenDrawerProps = Omit<ComponentProps<typeof ActionDrawer>, 'action'> & { readonly open: Opened }

/** A contact has a drawer of its own, with the guard in it. */
function OpenDrawer({ open, ...rest }: OpenDrawerProps) {
  return open.action === 'log_contact' ? (
    <ContactDrawer direction={open.direction ?? 'out'} {...rest} />
  ) : (
    <ActionDrawer action={open.action} {...rest} />
  )
}
