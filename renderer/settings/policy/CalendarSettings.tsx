import { IconCalendarCheck, IconCalendarQuestion } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PolicyView } from '../../../electron/desk/views.ts'
import { AffectedComplaints } from './AffectedComplaints.tsx'
import { CalendarYear } from './CalendarYear.tsx'
import classes from './policy.module.css'

/** The working days: which years are not known, what rests on them, and supplying them (process section 6). */
export function CalendarSettings({ view, mayChange }: { view: PolicyView; mayChange: boolean }) {
  const { t } = useTranslation('policy')
  const { calendar } = view.policy
  // What the store supplied itself may be corrected, too.
  const years = [...new Set([...view.unknownYears, ...calendar.knownYears])].sort((a, b) => a - b)
  const [chosen, setChosen] = useState<number | null>(null)
  const year = chosen !== null && years.includes(chosen) ? chosen : (years[0] ?? null)
  const unknown = view.unknownYears.length > 0
  const Icon = unknown ? IconCalendarQuestion : IconCalendarCheck
  return (
    <section className={classes.group} id="calendar" aria-labelledby="policy-calendar">
      <h2 id="policy-calendar">{t('calendar.title')}</h2>
      <p className={classes.says}>{t('calendar.text')}</p>
      {unknown ? null : (
        <p className={classes.calendarState}>
          <Icon size={18} stroke={1.75} aria-hidden />
          {t('calendar.allKnown')}
        </p>
      )}
      {view.unknownYears.map((each) => (
        <p key={each} className={classes.calendarState}>
          <Icon size={18} stroke={1.75} aria-hidden />
          {t('calendar.unknown', { year: each })}
        </p>
      ))}
      {unknown ? <AffectedComplaints /> : null}
      {mayChange && year !== null ? (
        <CalendarYear key={year} view={view} year={year} years={years} onYear={setChosen} />
      ) : null}
    </section>
  )
}
