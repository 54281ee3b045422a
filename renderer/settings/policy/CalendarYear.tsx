import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { FormEvent } from 'react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { textLimits } from '../../../domain/text.ts'
import type { PolicyView } from '../../../electron/desk/views.ts'
import { useCommand } from '../../api/command.ts'
import { useTRPCClient } from '../../api/trpc.ts'
import { ProblemNotice } from '../../parts/ProblemNotice.tsx'
import { readNotice, writeDates } from './calendar-text.ts'
import { EffectPreview, useEffectOf } from './EffectPreview.tsx'
import classes from './policy.module.css'
import { datesIn, isComplete, readYear, withYear } from './year-calendar.ts'

/** Days off and make-up days of one year: pasted from the official notice or entered, with what they change. */
export function CalendarYear({
  view,
  year,
  years,
  onYear,
}: {
  view: PolicyView
  year: number
  years: readonly number[]
  onYear: (year: number) => void
}) {
  const { t } = useTranslation('policy')
  const { calendar, version } = view.policy
  const between = t('calendar.between')
  const [typed, setTyped] = useState({
    holidays: writeDates(datesIn(calendar.holidays, year), between),
    workdays: writeDates(datesIn(calendar.workdays, year), between),
  })
  const [reason, setReason] = useState(() => t('calendar.reasonText', { year }))
  const [checked, setChecked] = useState(false)
  const unknown = view.unknownYears.includes(year)
  const read = readYear(typed, year)
  const complete = isComplete(read)
  const changes = complete ? { calendar: withYear(calendar, year, read) } : {}
  const effect = useEffectOf(changes)
  const save = useCommand(useTRPCClient().policy.change.mutate, {
    onDone: () => {
      notifications.show({ message: t('calendar.saved', { year }) })
      setChecked(false)
    },
  })
  const send = () => void save.run({ seenVersion: version, changes, reason })

  function submit(event: FormEvent): void {
    event.preventDefault()
    setChecked(true)
    if (complete && reason.trim() !== '') send()
  }

  const paste = (text: string) => {
    const found = readNotice(text, year)
    if (found.holidays.length === 0 && found.workdays.length === 0) return
    setTyped({
      holidays: writeDates(found.holidays, between),
      workdays: writeDates(found.workdays, between),
    })
  }
  const problems = [
    ...read.unread.map((text) => t('calendar.unread', { text })),
    ...read.otherYear.map((text) => t('calendar.otherYear', { year, text })),
    ...read.both.map((text) => t('calendar.both', { text })),
    ...(checked && read.holidays.length === 0 ? [t('calendar.none')] : []),
  ]
  return (
    <form className={classes.columns} onSubmit={submit} noValidate>
      <div className={classes.calendarFields}>
        {years.length > 1 ? (
          <NativeSelect
            label={t('calendar.year')}
            value={String(year)}
            data={years.map((each) => ({
              value: String(each),
              label: view.unknownYears.includes(each)
                ? t('calendar.yearUnknown', { year: each })
                : String(each),
            }))}
            onChange={(event) => onYear(Number(event.currentTarget.value))}
          />
        ) : null}
        <Textarea
          label={t('calendar.notice')}
          description={t('calendar.noticeHint')}
          autosize
          minRows={2}
          maxRows={4}
          onChange={(event) => paste(event.currentTarget.value)}
        />
        <div className={classes.dates}>
          <Textarea
            label={t('calendar.holidays')}
            description={t('calendar.holidaysHint')}
            autosize
            minRows={4}
            maxRows={12}
            value={typed.holidays}
            onChange={(event) => setTyped({ ...typed, holidays: event.currentTarget.value })}
          />
          <Textarea
            label={t('calendar.workdays')}
            description={t('calendar.workdaysHint')}
            autosize
            minRows={4}
            maxRows={12}
            value={typed.workdays}
            onChange={(event) => setTyped({ ...typed, workdays: event.currentTarget.value })}
          />
        </div>
        <div role="status">
          {problems.length > 0 ? (
            <ul className={classes.problems}>
              {problems.map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          ) : (
            t('calendar.read', { holidays: read.holidays.length, workdays: read.workdays.length })
          )}
        </div>
        <TextInput
          label={t('calendar.reason')}
          maxLength={textLimits.line}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <ProblemNotice problem={save.problem} onSendAgain={send} />
        <Button type="submit" loading={save.pending} disabled={problems.length > 0 || reason.trim() === ''}>
          {t(unknown ? 'calendar.save' : 'calendar.correct', { year })}
        </Button>
      </div>
      <div className={classes.side}>
        {complete ? <EffectPreview title={t('calendar.effectTitle')} effect={effect} changed /> : null}
      </div>
    </form>
  )
}
