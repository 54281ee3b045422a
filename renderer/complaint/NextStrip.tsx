import { Button } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { ClockKind } from '../../domain/clocks.ts'
import type { Action } from '../../domain/complaint/moves.ts'
import { moves } from '../../domain/complaint/moves.ts'
import type { State } from '../../domain/vocabulary.ts'
import { isEnded } from '../../domain/vocabulary.ts'
import type { ComplaintView } from '../../electron/desk/views.ts'
import { paths } from '../frame/places.ts'
import { useFormat } from '../i18n/format.ts'
import { ClockName, Due } from '../parts/Due.tsx'
import { signedResolution } from './actions/action-forms.ts'
import { useRemedyText } from './actions/remedy-text.ts'
import classes from './complaint.module.css'

interface NextStripProps {
  readonly complaint: ComplaintView
  readonly onAction: (action: Action) => void
}

/** The two questions of every screen: what must happen next and until when, and what the customer may be told now. */
export function NextStrip({ complaint, onAction }: NextStripProps) {
  const { t } = useTranslation('complaint')
  return (
    <section className={classes.next} aria-label={t('next.title')}>
      <div>
        <h2>{t('next.title')}</h2>
        <WhatNext complaint={complaint} onAction={onAction} />
      </div>
      <div className={classes.tell}>
        <h2>{t('next.tell')}</h2>
        <MayBeTold complaint={complaint} />
      </div>
    </section>
  )
}

function WhatNext({ complaint, onAction }: NextStripProps) {
  const { t } = useTranslation('complaint')
  const format = useFormat()
  const next = complaint.nextAction
  if (next === null) {
    return (
      <div>
        <div className={classes.nextWhat}>
          {t('next.ended', { state: t(`words:state.${complaint.state}`) })}
        </div>
        {complaint.endedAt !== null && (
          <span className={classes.dim}>{format.dateTime(complaint.endedAt)}</span>
        )}
      </div>
    )
  }
  const missing = complaint.offers.find((offer) => offer.action === next)?.missing ?? []
  const clock = stepClock(complaint)
  return (
    <div>
      <div className={classes.nextWhat}>{t(`words:action.${next}`)}</div>
      <span className={classes.inline}>
        <span>{who(complaint, next, t)}</span>
        {clock !== null && (
          <>
            <ClockName kind={clock.kind} dueAt={clock.dueAt} />
            <Due dueAt={clock.dueAt} provisional={clock.provisional} icon={false} />
          </>
        )}
      </span>
      {missing.map((condition) => (
        <div key={condition}>{t(`words:condition.${condition}`)}</div>
      ))}
      {complaint.state === 'awaiting_signature' && (
        <div>
          <Link href={paths.signOffOf(complaint.id)}>{t('next.readPaper')}</Link>
        </div>
      )}
      {complaint.state === 'communicated' &&
        complaint.offers.some((offer) => offer.action === 'customer_rejects') && (
          <Button variant="default" size="xs" mt={6} onClick={() => onAction('customer_rejects')}>
            {t('words:action.customer_rejects')}
          </Button>
        )}
    </div>
  )
}

/** The clock that waits for the next step of a state; elsewhere the one that ends first. */
const clockOfStep: Partial<Record<State, ClockKind>> = {
  registered: 'accept',
  dispatched: 'department_answer',
  awaiting_signature: 'signature',
  executing: 'execution',
  executed: 'return_visit',
}

function stepClock(complaint: ComplaintView) {
  const kind = clockOfStep[complaint.state]
  const waiting = complaint.clocks.find((clock) => clock.kind === kind && clock.stoppedAt === null)
  return waiting ?? complaint.clock
}

/** Who does the next thing: the department that was asked, the handler, or the roles that the table names. */
function who(complaint: ComplaintView, action: Action, t: TFunction<'complaint'>): string {
  if (action === 'department_answer' && complaint.department !== null)
    return t('next.by', { who: t(`words:department.${complaint.department}`) })
  const { who: actors } = moves[action]
  if (actors.includes('handler') && complaint.handler !== null)
    return t('next.by', { who: complaint.handler.name })
  const roles = actors.filter((actor) => actor !== 'handler' && actor !== 'own_department')
  if (roles.length === 0) return t('words:noHandler')
  return t('next.by', { who: roles.map((role) => t(`words:role.${role}`)).join(t('listOr')) })
}

/**
 * The promise guard in words (process section 4): before the signature only that it is being handled, by whom, and by
 * when the next word comes; after it the signed text and nothing else.
 */
export function MayBeTold({ complaint }: { readonly complaint: ComplaintView }) {
  const { t } = useTranslation('complaint')
  const format = useFormat()
  const remedyText = useRemedyText()
  const signed = signedResolution(complaint)
  if (signed !== null && signed.signature !== null) {
    const offered = signed.options[complaint.offeredOption]
    const several = signed.options.length > 1 && !isEnded(complaint.state)
    return (
      <>
        <div>
          <strong>{t('next.signedText', { version: signed.version })}</strong>{' '}
          {several && t('next.offeredNow', { number: complaint.offeredOption + 1 })}
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text scrolls, and the keyboard must reach its end */}
        <section className={classes.tellText} tabIndex={0} aria-label={t('next.tell')}>
          {signed.wording}
          {offered !== undefined && `\n${offered.lines.map(remedyText).join(t('listComma'))}`}
        </section>
        <span className={classes.dim}>
          {t('next.signedBy', {
            name: signed.signature.signerName,
            at: format.short(signed.signature.at),
            code: signed.signature.checkCode,
          })}
        </span>
      </>
    )
  }
  if (isEnded(complaint.state)) return <p className={classes.tellText}>{t('next.nothingSigned')}</p>
  return (
    <>
      <p className={classes.tellText}>
        {t(complaint.handler === null ? 'next.progressNobody' : 'next.progress', {
          handler: complaint.handler?.name ?? '',
        })}
        {complaint.replyDueAt !== null &&
          t('next.progressUntil', { until: format.dateTime(complaint.replyDueAt) })}
      </p>
      <span className={classes.dim}>{t('next.onlyProgress')}</span>
    </>
  )
}
