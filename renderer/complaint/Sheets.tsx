import { useTranslation } from 'react-i18next'
import type { ComplaintView, ContactSheetView } from '../../electron/desk/views.ts'
import { useFormat } from '../i18n/format.ts'
import { Due } from '../parts/Due.tsx'
import classes from './complaint.module.css'

/** Findings and work contact sheets: what was found and what the departments were asked and answered. */
export function Sheets({ complaint }: { readonly complaint: ComplaintView }) {
  const { t } = useTranslation('complaint')
  const format = useFormat()
  if (complaint.sheets.length === 0 && complaint.findings.length === 0)
    return <p className={classes.dim}>{t('sheets.none')}</p>
  return (
    <>
      {complaint.sheets
        .toSorted((a, b) => b.sheetNumber - a.sheetNumber)
        .map((sheet) => (
          <Sheet key={sheet.id} sheet={sheet} />
        ))}
      {complaint.findings
        .toSorted((a, b) => b.at.localeCompare(a.at))
        .map((finding) => (
          <article key={finding.id} className={classes.paperBlock}>
            <h3>
              {t('sheets.finding')}
              <span>{t(finding.founded ? 'yes.founded' : 'no.founded')}</span>
              <span>{t(finding.quality ? 'yes.quality' : 'no.quality')}</span>
              <span>{t(`words:department.${finding.department}`)}</span>
              <span className={classes.dim}>
                {finding.by} {format.short(finding.at)}
              </span>
            </h3>
            <p className={`reading ${classes.wrapped}`}>{finding.cause}</p>
            <Labelled label={t('field.person')} text={finding.person} />
            <Labelled label={t('field.evidence')} text={finding.evidence} />
          </article>
        ))}
      {complaint.outcomeNotice !== null && (
        <article className={classes.paperBlock}>
          <h3>
            {t('words:sheet.outcome_notice')}
            <span>{complaint.outcomeNotice.salesDepartment}</span>
            <span className={classes.dim}>
              {complaint.outcomeNotice.by} {format.short(complaint.outcomeNotice.at)}
            </span>
          </h3>
          <p className={`reading ${classes.wrapped}`}>{complaint.outcomeNotice.text}</p>
        </article>
      )}
    </>
  )
}

function Sheet({ sheet }: { readonly sheet: ContactSheetView }) {
  const { t } = useTranslation('complaint')
  const format = useFormat()
  return (
    <article className={classes.paperBlock}>
      <h3>
        {t('sheets.sheet', { number: sheet.sheetNumber })}
        <span>{t(`words:department.${sheet.department}`)}</span>
        <span>{t(`sheets.${sheet.status}`)}</span>
        {sheet.status === 'open' && <Due dueAt={sheet.dueAt} provisional={sheet.provisional} />}
        <span className={classes.dim}>
          {sheet.sentBy} {format.short(sheet.sentAt)}
        </span>
      </h3>
      <p className={`reading ${classes.wrapped}`}>{sheet.question}</p>
      <Labelled label={t('field.answer')} text={sheet.answer} />
      <Labelled label={t('field.plan')} text={sheet.plan} />
      <Labelled label={t('field.improvement')} text={sheet.improvement} />
      <Labelled label={t('field.acknowledgedBy')} text={sheet.acknowledgedBy} />
      <Labelled label={t('words:action.recall_dispatch')} text={sheet.recallReason} />
    </article>
  )
}

function Labelled({ label, text }: { readonly label: string; readonly text: string }) {
  if (text === '') return null
  return (
    <p className={`reading ${classes.wrapped}`}>
      <span className={classes.dim}>{label}</span> {text}
    </p>
  )
}
