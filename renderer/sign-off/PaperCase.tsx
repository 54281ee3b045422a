import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Policy } from '../../domain/policy.ts'
import type { ComplaintView, ResolutionView } from '../../electron/desk/views.ts'
import { useCommand } from '../api/command.ts'
import { useMe } from '../api/me.tsx'
import { useTRPC, useTRPCClient } from '../api/trpc.ts'
import { currentResolution } from '../complaint/actions/action-forms.ts'
import { SigningAuthority } from '../complaint/actions/SigningAuthority.tsx'
import { paths } from '../frame/places.ts'
import { useFormat } from '../i18n/format.ts'
import { showRecorded } from '../intake/recorded-notice.ts'
import { Due } from '../parts/Due.tsx'
import { LevelBadge } from '../parts/LevelBadge.tsx'
import { LoadFailed } from '../parts/LoadFailed.tsx'
import { Loading } from '../parts/Loading.tsx'
import { usePaperVoice } from '../print/paper-voice.ts'
import { ResolutionSheet } from '../print/ResolutionSheet.tsx'
import { resolutionPaper } from '../print/resolution-paper.ts'
import { Decision } from './Decision.tsx'
import classes from './sign-off.module.css'

interface PaperCaseProps {
  readonly complaintId: string
  readonly onDone: () => void
}

/** One paper, and beside it what speaks for and against it. */
export function PaperCase({ complaintId, onDone }: PaperCaseProps) {
  const trpc = useTRPC()
  const complaint = useQuery(trpc.complaints.get.queryOptions({ id: complaintId }))
  const policy = useQuery(trpc.policy.current.queryOptions())
  if (complaint.isError)
    return <LoadFailed error={complaint.error} onRetry={() => void complaint.refetch()} />
  if (policy.isError) return <LoadFailed error={policy.error} onRetry={() => void policy.refetch()} />
  if (complaint.data === undefined || policy.data === undefined) return <Loading />
  const resolution = currentResolution(complaint.data)
  if (resolution === null || complaint.data.state !== 'awaiting_signature') return <Loading />
  return <Reading complaint={complaint.data} resolution={resolution} policy={policy.data} onDone={onDone} />
}

interface ReadingProps {
  readonly complaint: ComplaintView
  readonly resolution: ResolutionView
  readonly policy: Policy
  readonly onDone: () => void
}

function Reading({ complaint, resolution, policy, onDone }: ReadingProps) {
  const { t } = useTranslation('sign-off')
  const me = useMe()
  const voice = usePaperVoice('zh-CN', me.store.timeZone)
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a paper longer than the screen is scrolled with the keys */}
      <section className={classes.paper} aria-label={t('paper')} tabIndex={0}>
        <p className={classes.notYet}>{t('notToBeShown')}</p>
        <ResolutionSheet
          paper={resolutionPaper(complaint, resolution, me.store)}
          size="a4"
          voice={voice}
          executionDays={policy.clocks.executionDays}
        />
      </section>
      <section className={classes.case} aria-label={t('case')}>
        <ResolutionDecision complaint={complaint} resolution={resolution} onDone={onDone} />
        <Case complaint={complaint} resolution={resolution} policy={policy} />
      </section>
    </>
  )
}

function ResolutionDecision({ complaint, resolution, onDone }: Omit<ReadingProps, 'policy'>) {
  const { t } = useTranslation('sign-off')
  const command = useCommand(useTRPCClient().complaints.act.mutate, {
    onDone: (recorded) => {
      const words = recorded.state === 'proposing' ? 'done.returned' : `done.${recorded.state}`
      showRecorded(t(words, { number: recorded.number }))
      onDone()
    },
  })
  const act = (action: 'sign' | 'return_for_rework', input: object) =>
    command.run({ complaintId: complaint.id, seenVersion: complaint.version, action, input })
  const sign = complaint.offers.find((offer) => offer.action === 'sign')
  return (
    <Decision
      offers={complaint.offers}
      blocked={(sign?.missing ?? []).map((condition) => t(`words:condition.${condition}`))}
      problem={command.problem}
      pending={command.pending}
      onSign={(pin) => act('sign', { resolutionId: resolution.id, pin })}
      onReturn={(reason) => act('return_for_rework', { reason })}
    />
  )
}

function Case({ complaint, resolution, policy }: Omit<ReadingProps, 'onDone'>) {
  const { t } = useTranslation('sign-off')
  const format = useFormat()
  const finding = complaint.findings.at(-1)
  const returned = complaint.resolutions.filter((each) => each.returnReason !== null)
  return (
    <dl className={classes.facts}>
      <dt>{t('complaint')}</dt>
      <dd>
        <Link href={paths.complaint(complaint.id)} className="numbers">
          {complaint.number}
        </Link>{' '}
        <LevelBadge level={complaint.level} short />
        {complaint.replyDueAt !== null && (
          <>
            {' '}
            <Due dueAt={complaint.replyDueAt} provisional={complaint.replyDueProvisional} />
          </>
        )}
      </dd>
      <dt>{t('whatHappened')}</dt>
      <dd className={classes.text}>{complaint.whatHappened}</dd>
      <dt>{t('wants')}</dt>
      <dd>
        {complaint.wants.map((want) => t(`words:want.${want}`)).join(t('complaint:listComma'))}
        {complaint.claimFen !== null && ` ${format.money(complaint.claimFen)}`}
      </dd>
      <dt>{t('finding')}</dt>
      <dd className={classes.text}>
        {finding === undefined ? (
          t('noFinding')
        ) : (
          <>
            <strong>
              {t(finding.founded ? 'complaint:yes.founded' : 'complaint:no.founded')}{' '}
              {t(`words:department.${finding.department}`)}
            </strong>{' '}
            {finding.cause}
            {finding.evidence !== '' && ` (${finding.evidence})`}
          </>
        )}
      </dd>
      <dt>{t('amounts')}</dt>
      <dd>
        <SigningAuthority complaint={complaint} goodwill={resolution.goodwill} policy={policy} />
      </dd>
      {resolution.internalFloor !== '' && (
        <>
          <dt>{t('floor')}</dt>
          <dd>{resolution.internalFloor}</dd>
        </>
      )}
      <dt>{t('preparedBy')}</dt>
      <dd>
        {resolution.preparedBy} {format.short(resolution.submittedAt ?? resolution.preparedAt)}
      </dd>
      {(complaint.round > 1 || returned.length > 0) && (
        <>
          <dt>{t('before')}</dt>
          <dd>
            {complaint.round > 1 && t('complaint:round', { round: complaint.round })}
            {returned.map((each) => (
              <div key={each.id}>{t('returned', { version: each.version, reason: each.returnReason })}</div>
            ))}
          </dd>
        </>
      )}
    </dl>
  )
}
