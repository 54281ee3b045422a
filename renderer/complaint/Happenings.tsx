import { useTranslation } from 'react-i18next'
import type { ComplaintView } from '../../electron/desk/views.ts'
import { useFormat } from '../i18n/format.ts'
import classes from './complaint.module.css'
import { HappeningLine } from './HappeningLine.tsx'
import { detailText, happeningName, inBrief } from './happening-text.ts'

/** What happened, newest first: each one line, which opens where there is more to read. */
export function Happenings({ complaint }: { readonly complaint: ComplaintView }) {
  const { t } = useTranslation('complaint')
  const format = useFormat()
  const newestFirst = complaint.happenings.toSorted(
    (a, b) => b.at.localeCompare(a.at) || b.id.localeCompare(a.id),
  )
  return (
    <div>
      {newestFirst.map((happening) => (
        <HappeningLine
          key={happening.id}
          at={happening.at}
          name={happeningName(happening, t)}
          by={happening.by}
          details={happening.details.map((detail) => ({
            label: t(`happening.${detail.label}`),
            text: detailText(detail, t, format.dateTime),
          }))}
        >
          {happening.from !== null && happening.from !== happening.to && (
            <span className={classes.dim}>→ {t(`words:state.${happening.to}`)} </span>
          )}
          {inBrief(happening.details, t, format.short)}
        </HappeningLine>
      ))}
    </div>
  )
}
