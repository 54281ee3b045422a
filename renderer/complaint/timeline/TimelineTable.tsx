import { useTranslation } from 'react-i18next'
import type { ComplaintView } from '../../../electron/desk/views.ts'
import { useFormat } from '../../i18n/format.ts'
import classes from './timeline.module.css'
import { useClockWords } from './timeline-words.ts'

/** What the picture shows, as tables that open below it. */
export function TimelineTable({ complaint }: { readonly complaint: ComplaintView }) {
  const { t } = useTranslation(['timeline', 'words', 'complaint'])
  const format = useFormat()
  const words = useClockWords()
  return (
    <details className={classes.asTable}>
      <summary>{t('asTable')}</summary>
      <table>
        <caption>{t('clocks')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('clock')}</th>
            <th scope="col">{t('start')}</th>
            <th scope="col">{t('due')}</th>
            <th scope="col">{t('stands')}</th>
          </tr>
        </thead>
        <tbody>
          {complaint.clocks.map((clock) => (
            <tr key={`${clock.kind}${clock.startedAt}`}>
              <th scope="row">{t(`words:clock.${clock.kind}`)}</th>
              <td className="numbers">{format.dateTime(clock.startedAt)}</td>
              <td className="numbers">{format.dateTime(clock.dueAt)}</td>
              <td data-status={clock.status} className={classes.standing}>
                {words.standing(clock)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <table>
        <caption>{t('levels')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('words:levelLabel')}</th>
            <th scope="col">{t('why')}</th>
            <th scope="col">{t('from')}</th>
            <th scope="col">{t('recordedAt')}</th>
          </tr>
        </thead>
        <tbody>
          {complaint.levelSteps.map((step) => (
            <tr key={`${step.at}${step.level}`}>
              <th scope="row">{t(`words:level.${step.level}`)}</th>
              <td>
                {t(`complaint:levelRule.${step.rule}`)} {step.by}
              </td>
              <td className="numbers">{format.dateTime(step.at)}</td>
              <td className="numbers">{format.dateTime(step.recordedAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {complaint.holds.length > 0 ? (
        <table>
          <caption>{t('holds')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('reason')}</th>
              <th scope="col">{t('from')}</th>
              <th scope="col">{t('to')}</th>
            </tr>
          </thead>
          <tbody>
            {complaint.holds.map((hold) => (
              <tr key={hold.from}>
                <th scope="row">{hold.reason}</th>
                <td className="numbers">{format.dateTime(hold.from)}</td>
                <td className="numbers">{format.dateTime(hold.to)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </details>
  )
}
