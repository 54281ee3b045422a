import { List, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { goodwillOf, resolutionGaps } from '../../../domain/complaint/resolution.ts'
import { workingDaysAfter } from '../../../domain/working-time.ts'
import { useFormat } from '../../i18n/format.ts'
import { usePaperVoice } from '../../print/paper-voice.ts'
import { ResolutionSheet } from '../../print/ResolutionSheet.tsx'
import { resolutionPaper } from '../../print/resolution-paper.ts'
import { SurveyWords } from '../../survey/SurveyWords.tsx'
import type { ActionForm, FormContext } from './action-forms.ts'
import { currentResolution, signedResolution } from './action-forms.ts'
import classes from './actions.module.css'
import type { FormValues } from './form-values.ts'
import { optionDraftsSchema, optionsOf } from './form-values.ts'
import { SigningAuthority } from './SigningAuthority.tsx'

interface ActionAsideProps {
  readonly kind: NonNullable<ActionForm['aside']>
  readonly context: FormContext
  readonly values: FormValues
}

/** What the person must have in sight while filling the form. */
export function ActionAside({ kind, context, values }: ActionAsideProps) {
  switch (kind) {
    case 'submission':
      return <Submission context={context} values={values} />
    case 'paper':
      return <Paper context={context} />
    case 'policy_due':
      return <PolicyDue context={context} />
    case 'finding_behind':
      return <FindingBehind context={context} />
    case 'signed_text':
      return <SignedText context={context} />
    case 'promise_guard':
      return <PromiseGuard context={context} />
    case 'survey_words':
      return <SurveyWords context={context} values={values} />
  }
}

/** What is still missing from the resolution, and who may sign it. */
function Submission({ context, values }: { readonly context: FormContext; readonly values: FormValues }) {
  const { t } = useTranslation('complaint')
  const { complaint, policy } = context
  const written = currentResolution(complaint)
  const drafts = optionDraftsSchema.safeParse(values.options)
  const options = drafts.success ? optionsOf(drafts.data).map(withWholeAmounts) : (written?.options ?? [])
  const wording = typeof values.wording === 'string' ? values.wording : (written?.wording ?? '')
  const gaps = resolutionGaps(options, wording)
  return (
    <section className={classes.aside} data-warn={gaps.length > 0 || undefined} aria-live="polite">
      {gaps.length === 0 ? (
        <Text size="sm">{t('propose.complete')}</Text>
      ) : (
        <>
          <Text size="sm" fw={600}>
            {t('propose.gaps')}
          </Text>
          <List size="sm" withPadding>
            {gaps.map((gap) => (
              <List.Item key={gap}>{t(`words:gap.${gap}`)}</List.Item>
            ))}
          </List>
        </>
      )}
      <SigningAuthority
        complaint={complaint}
        goodwill={goodwillOf(options, complaint.acceptedLines)}
        policy={policy}
      />
    </section>
  )
}

/** An amount that cannot be read counts as none yet, so that sums stay numbers while it is typed. */
function withWholeAmounts(option: ReturnType<typeof optionsOf>[number]) {
  return {
    lines: option.lines.map((line) => (Number.isNaN(line.amountFen) ? { ...line, amountFen: null } : line)),
  }
}

function Paper({ context }: { readonly context: FormContext }) {
  const { t } = useTranslation('complaint')
  const voice = usePaperVoice('zh-CN', context.me.store.timeZone)
  const resolution = currentResolution(context.complaint)
  if (resolution === null) return null
  return (
    <div>
      <SigningAuthority
        complaint={context.complaint}
        goodwill={resolution.goodwill}
        policy={context.policy}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long paper scrolls, and the keyboard must reach its end */}
      <section className={classes.paperFrame} tabIndex={0} aria-label={t('sign.paper')}>
        <ResolutionSheet
          paper={resolutionPaper(context.complaint, resolution, context.me.store)}
          size="a4"
          voice={voice}
          executionDays={context.policy.clocks.executionDays}
        />
      </section>
    </div>
  )
}

function PolicyDue({ context }: { readonly context: FormContext }) {
  const { t } = useTranslation('complaint')
  const format = useFormat()
  const { policy, now } = context
  const due = workingDaysAfter(now, policy.clocks.departmentAnswerDays, policy)
  return (
    <Text size="sm" c="dimmed">
      {t('dispatch.policyDue', { count: policy.clocks.departmentAnswerDays, at: format.dateTime(due.at) })}
      {due.provisional && ` ${t('words:due.provisional')}`}
    </Text>
  )
}

function FindingBehind({ context }: { readonly context: FormContext }) {
  const { t } = useTranslation('complaint')
  const { complaint } = context
  const finding = complaint.findings.at(-1)
  const returned = complaint.resolutions.findLast((each) => each.returnReason !== null)
  return (
    <div>
      <Text size="sm" lineClamp={4}>
        {finding === undefined
          ? t('propose.noFinding')
          : t('propose.finding', {
              founded: t(finding.founded ? 'yes.founded' : 'no.founded'),
              cause: finding.cause,
            })}
      </Text>
      {returned?.returnReason && returned.round === complaint.round && (
        <Text size="sm" fw={600}>
          {t('propose.returned', { reason: returned.returnReason })}
        </Text>
      )}
    </div>
  )
}

function SignedText({ context }: { readonly context: FormContext }) {
  const { t } = useTranslation('complaint')
  const signed = signedResolution(context.complaint)
  if (signed === null) return null
  return (
    <section className={classes.aside}>
      <Text size="sm" fw={600}>
        {t('next.signedText', { version: signed.version })}
      </Text>
      <section
        className={classes.told}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text scrolls, and the keyboard must reach its end
        tabIndex={0}
        aria-label={t('next.signedText', { version: signed.version })}
      >
        {signed.wording}
      </section>
    </section>
  )
}

function PromiseGuard({ context }: { readonly context: FormContext }) {
  const { t } = useTranslation('complaint')
  if (signedResolution(context.complaint) !== null) return <SignedText context={context} />
  return (
    <Text size="sm" className={classes.aside} data-warn>
      {t('next.onlyProgress')}
    </Text>
  )
}
