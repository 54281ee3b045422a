import { Button, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ComplaintView } from '../../../electron/desk/views.ts'
import { useFormat } from '../../i18n/format.ts'
import { happeningName, inBrief } from '../happening-text.ts'
import classes from './actions.module.css'

interface ChangedMeanwhileProps {
  readonly complaint: ComplaintView
  /** Ids of the lines that were there when the form was opened. */
  readonly known: ReadonlySet<string>
  /** Does the table still offer this action? */
  readonly stillPossible: boolean
  readonly onContinue: () => void
}

/** Somebody changed the complaint while a form was open: who and what, and how to go on without losing a word. */
export function ChangedMeanwhile({ complaint, known, stillPossible, onContinue }: ChangedMeanwhileProps) {
  const { t } = useTranslation('complaint')
  const format = useFormat()
  return (
    <ChangedNotice
      news={complaint.happenings
        .filter((each) => !known.has(each.id))
        .map((each) => ({
          id: each.id,
          text: `${t('changed.line', {
            at: format.short(each.at),
            by: each.by,
            what: happeningName(each, t),
          })} ${inBrief(each.details, t, format.short)}`,
        }))}
      state={t(`words:state.${complaint.state}`)}
      stillPossible={stillPossible}
      onContinue={onContinue}
    />
  )
}

interface ChangedNoticeProps {
  /** What was done meanwhile, a sentence each. */
  readonly news: readonly { readonly id: string; readonly text: string }[]
  /** How the record stands now, in words. */
  readonly state: string
  readonly stillPossible: boolean
  readonly onContinue: () => void
}

/** What somebody else did to the record of an open form, and the way on. */
export function ChangedNotice({ news, state, stillPossible, onContinue }: ChangedNoticeProps) {
  const { t } = useTranslation('complaint')
  return (
    <div className={classes.aside} data-warn role="alert">
      <Text fw={600}>{t('changed.title')}</Text>
      {news.map((each) => (
        <p key={each.id}>{each.text}</p>
      ))}
      <p>{t('changed.now', { state })}</p>
      <p>{t(stillPossible ? 'changed.kept' : 'changed.impossible')}</p>
      {stillPossible && (
        <Button size="xs" variant="default" mt={8} onClick={onContinue}>
          {t('changed.continue')}
        </Button>
      )}
    </div>
  )
}
