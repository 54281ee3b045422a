import { useTranslation } from 'react-i18next'
import type { ComplaintView, HappeningView } from '../../electron/desk/views.ts'
import { useFormat } from '../i18n/format.ts'
import classes from './complaint.module.css'
import { detailText, happeningName, inBrief } from './happening-text.ts'

/** What happened, newest first: each one line, which opens where there is more to read. */
export function Happenings({ complaint }: { readonly complaint: ComplaintView }) {
  const newestFirst = complaint.happenings.toSorted(
    (a, b) => b.at.localeCompare(a.at) || b.id.localeCompare(a.id),
  )
  return (
    <div>
      {newestFirst.map((happening) => (
        <Line key={happening.id} happening={happening} />
      ))}
    </div>
  )
}

function Line({ happening }: { readonly happening: HappeningView }) {
  const { t } = useTranslation('complaint')
  const format = useFormat()
  const first = happening.details[0]
  const row = (
    <>
      <time className={`numbers ${classes.dim}`} dateTime={happening.at} title={format.exact(happening.at)}>
        {format.short(happening.at)}
      </time>
      <strong>{happeningName(happening, t)}</strong>
      <span className="one-line">{happening.by}</span>
      <span className="one-line">
        {happening.from !== null && happening.from !== happening.to && (
          <span className={classes.dim}>→ {t(`words:state.${happening.to}`)} </span>
        )}
        {inBrief(happening.details, t, format.short)}
      </span>
    </>
  )
  if (first === undefined) return <div className={`${classes.line} ${classes.lineFlat}`}>{row}</div>
  return (
    <details className={classes.line}>
      <summary>{row}</summary>
      <div className={classes.lineBody}>
        <dl>
          {happening.details.map((detail) => (
            <Detail
              key={detail.label}
              label={t(`happening.${detail.label}`)}
              text={detailText(detail, t, format.dateTime)}
            />
          ))}
        </dl>
      </div>
    </details>
  )
}

function Detail({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{text}</dd>
    </>
  )
}
