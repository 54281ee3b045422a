import { Menu } from '@mantine/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { ComplaintView } from '../../electron/desk/views.ts'
import { useFormat } from '../i18n/format.ts'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { usePrint } from '../print/print.ts'
import classes from './complaint.module.css'
import { menuInPlace } from './menu-in-place.ts'

interface PrintMenuProps {
  readonly complaint: ComplaintView
  readonly children: ReactElement
}

/** What may be printed now; what may not yet says why (process section 4). */
export function PrintMenu({ complaint, children }: PrintMenuProps) {
  const { t } = useTranslation('complaint')
  const { print, problem } = usePrint()
  const format = useFormat()
  const { prints } = complaint
  const fileName = (sheet: string) => `${complaint.number} ${t(`words:sheet.${sheet}`)}`
  const versions = prints.resolutionIds.flatMap(
    (id) => complaint.resolutions.find((resolution) => resolution.id === id) ?? [],
  )
  return (
    <>
      <Menu position="bottom-end" width={300} transitionProps={{ duration: 120 }} {...menuInPlace}>
        <Menu.Target>{children}</Menu.Target>
        <Menu.Dropdown className={classes.menu}>
          {prints.intakeRecord && (
            <Menu.Item
              onClick={() => void print('intake_record', complaint.id, 'a4', fileName('intake_record'))}
            >
              {t('print.internal', { sheet: t('words:sheet.intake_record') })}
            </Menu.Item>
          )}
          {versions.map((resolution) => (
            <Menu.Item
              key={resolution.id}
              onClick={() => void print('resolution', resolution.id, 'a4', fileName('resolution'))}
            >
              {t('print.resolutionA4', { sheet: t('words:sheet.resolution'), version: resolution.version })}
            </Menu.Item>
          ))}
          {versions.map((resolution) => (
            <Menu.Item
              key={`${resolution.id} half`}
              onClick={() => void print('resolution', resolution.id, 'half', fileName('resolution'))}
            >
              {t('print.resolutionHalf', { sheet: t('words:sheet.resolution'), version: resolution.version })}
            </Menu.Item>
          ))}
          {versions.length === 0 && (
            <Menu.Item aria-disabled closeMenuOnClick={false} className={classes.unavailable}>
              {t('words:sheet.resolution')}
              <span className={classes.why}>{t('print.notSigned')}</span>
            </Menu.Item>
          )}
          {prints.outcomeNotice ? (
            <Menu.Item
              onClick={() => void print('outcome_notice', complaint.id, 'a4', fileName('outcome_notice'))}
            >
              {t('print.internal', { sheet: t('words:sheet.outcome_notice') })}
            </Menu.Item>
          ) : (
            complaint.level >= 4 && (
              <Menu.Item aria-disabled closeMenuOnClick={false} className={classes.unavailable}>
                {t('words:sheet.outcome_notice')}
                <span className={classes.why}>{t('print.noNotice')}</span>
              </Menu.Item>
            )
          )}
          {prints.opinions.map((opinion) => (
            <Menu.Item
              key={opinion.id}
              onClick={() => void print('opinion', opinion.id, 'a4', fileName('opinion'))}
            >
              {t('print.ofMoment', { sheet: t('words:sheet.opinion'), at: format.short(opinion.at) })}
            </Menu.Item>
          ))}
          {prints.surveys.map((survey) => (
            <Menu.Item
              key={survey.id}
              onClick={() => void print('survey', survey.id, 'a4', fileName('survey'))}
            >
              {t('print.ofMoment', { sheet: t('words:sheet.survey'), at: format.short(survey.at) })}
            </Menu.Item>
          ))}
          {prints.trackingSheet && (
            <Menu.Item
              onClick={() => void print('tracking_sheet', complaint.id, 'a4', fileName('tracking_sheet'))}
            >
              {t('print.internal', { sheet: t('words:sheet.tracking_sheet') })}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <div className={classes.printProblem}>
        <ProblemNotice problem={problem} />
      </div>
    </>
  )
}
