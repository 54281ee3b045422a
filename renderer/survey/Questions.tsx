import { Button, Textarea, UnstyledButton } from '@mantine/core'
import { IconMoodAngry, IconMoodEmpty, IconMoodHappy, IconMoodSad, IconMoodSmile } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isLess } from '../../domain/survey.ts'
import { textLimits } from '../../domain/text.ts'
import type { Satisfaction } from '../../domain/vocabulary.ts'
import { satisfactions } from '../../domain/vocabulary.ts'
import type { TurnedSurvey } from '../../electron/desk/survey-views.ts'
import { useCommand } from '../api/command.ts'
import { useTRPCClient } from '../api/trpc.ts'
import { useErrorWords } from '../i18n/error-words.ts'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import classes from './survey.module.css'

const faces = {
  very_satisfied: IconMoodHappy,
  satisfied: IconMoodSmile,
  neutral: IconMoodEmpty,
  dissatisfied: IconMoodSad,
  very_dissatisfied: IconMoodAngry,
} as const satisfies Record<Satisfaction, typeof IconMoodSad>

type Asked = 'solution' | 'handler' | 'technician'

/** One question at a time, in buttons that a finger finds; at the end the customer's own words. */
export function Questions({ survey }: { readonly survey: TurnedSurvey }) {
  const { t } = useTranslation(['survey', 'words'])
  const [at, setAt] = useState(0)
  const [steps, setSteps] = useState<Record<Asked, Satisfaction | null>>({
    solution: null,
    handler: null,
    technician: null,
  })
  const asked: Asked[] = [
    'solution',
    ...(survey.handlerName === '' ? [] : (['handler'] as const)),
    ...(survey.asksTechnician ? (['technician'] as const) : []),
  ]
  const about = asked[at]
  const heading = useRef<HTMLHeadingElement>(null)
  // The next question is read out, and Tab goes on from it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question, another heading
  useEffect(() => heading.current?.focus(), [at])

  function take(step: Satisfaction | null): void {
    if (about === undefined) return
    setSteps((before) => ({ ...before, [about]: step }))
    setAt(at + 1)
  }

  return (
    <div className={classes.middle}>
      <p className={classes.about}>{t('screen.step', { step: at + 1, steps: asked.length + 1 })}</p>
      <h1 className={classes.question} tabIndex={-1} ref={heading}>
        {about === undefined ? t('screen.ask.words') : t(`screen.ask.${about}`, { name: survey.handlerName })}
      </h1>
      {about === undefined ? (
        <Words steps={steps} />
      ) : (
        <>
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as one row of buttons */}
          <div
            className={classes.steps}
            role="group"
            aria-label={t(`screen.ask.${about}`, { name: survey.handlerName })}
          >
            {satisfactions.map((step) => {
              const Face = faces[step]
              return (
                <UnstyledButton
                  key={step}
                  className={classes.step}
                  data-step={step}
                  aria-pressed={steps[about] === step}
                  onClick={() => take(step)}
                >
                  <Face size={48} stroke={1.5} aria-hidden />
                  <span>{t(`words:satisfaction.${step}`)}</span>
                </UnstyledButton>
              )
            })}
          </div>
          {about === 'solution' ? null : (
            <Button size="lg" variant="default" onClick={() => take(null)}>
              {t('screen.skip')}
            </Button>
          )}
        </>
      )}
      {at === 0 ? null : (
        <Button size="lg" variant="subtle" onClick={() => setAt(at - 1)}>
          {t('screen.back')}
        </Button>
      )}
    </div>
  )
}

function Words({ steps }: { readonly steps: Readonly<Record<Asked, Satisfaction | null>> }) {
  const { t } = useTranslation('survey')
  const words = useErrorWords()
  const queryClient = useQueryClient()
  const [remarks, setRemarks] = useState('')
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const command = useCommand(useTRPCClient().survey.answer.mutate, {
    onDone: () => void queryClient.invalidateQueries(),
  })
  const { solution } = steps
  if (solution === null) return null
  const less = isLess(solution)

  function send(): void {
    if (solution === null) return
    if (less && reason.trim() === '') {
      setMissing(true)
      return
    }
    void command.run({ answers: { ...steps, solution, remarks, reason: less ? reason : '' } })
  }

  return (
    <form
      className={classes.words}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      {less ? (
        <Textarea
          size="lg"
          label={t('screen.reason')}
          placeholder={t('screen.reasonHint')}
          autosize
          minRows={3}
          maxLength={textLimits.line}
          value={reason}
          error={missing ? words.ofKey('required') : undefined}
          onChange={(event) => {
            setReason(event.currentTarget.value)
            setMissing(false)
          }}
        />
      ) : null}
      <Textarea
        size="lg"
        label={t('screen.remarks')}
        autosize
        minRows={3}
        maxLength={textLimits.line}
        value={remarks}
        onChange={(event) => setRemarks(event.currentTarget.value)}
      />
      <ProblemNotice problem={command.problem} onSendAgain={send} />
      <Button type="submit" size="xl" loading={command.pending}>
        {t('screen.send')}
      </Button>
    </form>
  )
}
