import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { ComplaintView, HappeningView } from '../../electron/desk/views.ts'
import { useFormat } from '../i18n/format.ts'
import classes from './complaint.module.css'

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
  const what =
    happening.action === 'register' || happening.action === 'level'
      ? t(`happened.${happening.action}`)
      : t(`words:action.${happening.action}`)
  const first = happening.details[0]
  const row = (
    <>
      <time className={`numbers ${classes.dim}`} dateTime={happening.at} title={format.exact(happening.at)}>
        {format.short(happening.at)}
      </time>
      <strong>{what}</strong>
      <span className="one-line">{happening.by}</span>
      <span className="one-line">
        {happening.from !== null && happening.from !== happening.to && (
          <span className={classes.dim}>→ {t(`words:state.${happening.to}`)} </span>
        )}
        {first !== undefined && detailText(first, t, format.short)}
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

/** Where the words of a detail's code stand, by its label; any other detail is the person's own text. */
const codeWords: Readonly<Record<string, string>> = {
  fromDepartment: 'words:department',
  toDepartment: 'words:department',
  department: 'words:department',
  level: 'words:level',
  fromLevel: 'words:level',
  toLevel: 'words:level',
  deliveredHow: 'words:deliveredWay',
  spokenHow: 'words:spokenWay',
  how: 'words:contactChannel',
  contactChannel: 'words:contactChannel',
  settlement: 'words:settlement',
  solution: 'words:satisfaction',
  technicianScore: 'words:satisfaction',
  handlerScore: 'words:satisfaction',
  decision: 'decision',
  direction: 'direction',
  rule: 'levelRule',
}

function detailText(
  detail: HappeningView['details'][number],
  t: TFunction<'complaint'>,
  moment: (instant: string) => string,
): string {
  const { text } = detail
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text)) return moment(text)
  if (text === 'true' || text === 'false') return t(text === 'true' ? 'words:yes' : 'words:no')
  const words = codeWords[detail.label]
  return words === undefined ? text : t(`${words}.${text}`, { defaultValue: text })
}
