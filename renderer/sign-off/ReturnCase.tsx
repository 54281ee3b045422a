import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Policy } from '../../domain/policy.ts'
import type { CaseView, PlanView } from '../../electron/desk/case-views.ts'
import { useCommand } from '../api/command.ts'
import { useTRPC, useTRPCClient } from '../api/trpc.ts'
import { showRecorded } from '../intake/recorded-notice.ts'
import { LoadFailed } from '../parts/LoadFailed.tsx'
import { Loading } from '../parts/Loading.tsx'
import { Decision } from './Decision.tsx'
import { PlanPaper } from './PlanPaper.tsx'
import { ReturnFacts } from './ReturnFacts.tsx'
import classes from './sign-off.module.css'

/** One plan of a refund or exchange to judge, and beside it what speaks for and against it. */
export function ReturnCase({ caseId, onDone }: { readonly caseId: string; readonly onDone: () => void }) {
  const trpc = useTRPC()
  const found = useQuery(trpc.cases.get.queryOptions({ id: caseId }))
  const policy = useQuery(trpc.policy.current.queryOptions())
  if (found.isError) return <LoadFailed error={found.error} onRetry={() => void found.refetch()} />
  if (policy.isError) return <LoadFailed error={policy.error} onRetry={() => void policy.refetch()} />
  if (found.data === undefined || policy.data === undefined) return <Loading />
  const { plan } = found.data
  if (plan === null || found.data.state !== 'awaiting_signature') return <Loading />
  return <Reading view={found.data} plan={plan} policy={policy.data} onDone={onDone} />
}

interface ReadingProps {
  readonly view: CaseView
  readonly plan: PlanView
  readonly policy: Policy
  readonly onDone: () => void
}

function Reading({ view, plan, policy, onDone }: ReadingProps) {
  const { t } = useTranslation('sign-off')
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a paper longer than the screen is scrolled with the keys */}
      <section className={classes.plan} aria-label={t('plan.paper')} tabIndex={0}>
        <p className={classes.notYet}>{t('notToBeShown')}</p>
        <PlanPaper view={view} plan={plan} />
      </section>
      <section className={classes.case} aria-label={t('case')}>
        <PlanDecision view={view} plan={plan} onDone={onDone} />
        <ReturnFacts view={view} plan={plan} policy={policy} />
      </section>
    </>
  )
}

function PlanDecision({ view, plan, onDone }: Omit<ReadingProps, 'policy'>) {
  const { t } = useTranslation('sign-off')
  const command = useCommand(useTRPCClient().cases.act.mutate, {
    onDone: (recorded) => {
      const words = {
        approved: 'done.signed',
        awaiting_approval: 'done.awaiting_approval',
        planned: 'done.returned',
      } as const
      const state = recorded.state
      if (state === 'approved' || state === 'awaiting_approval' || state === 'planned')
        showRecorded(t(words[state], { number: recorded.number }))
      onDone()
    },
  })
  const act = (action: 'sign' | 'return_for_rework', input: object) =>
    command.run({ caseId: view.id, seenVersion: view.version, action, input })
  const sign = view.offers.find((offer) => offer.action === 'sign')
  return (
    <Decision
      offers={view.offers}
      blocked={(sign?.missing ?? []).map((condition) => t(`words:caseCondition.${condition}`))}
      problem={command.problem}
      pending={command.pending}
      onSign={(pin) => act('sign', { planId: plan.id, pin })}
      onReturn={(reason) => act('return_for_rework', { reason })}
    />
  )
}
