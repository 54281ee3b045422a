import { Button } from '@mantine/core'
import { IconDeviceTablet } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ComplaintView } from '../../electron/desk/views.ts'
import { problemOf } from '../api/command.ts'
import { useTRPC } from '../api/trpc.ts'
import type { FormValues } from '../complaint/actions/form-values.ts'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import classes from './survey.module.css'
import { visitValues } from './survey-values.ts'

/** Where a return visit is due: turn the screen to the customer, or record what they answered and staff must ask back. */
export function SurveyStrip({
  complaint,
  onRecord,
}: {
  readonly complaint: ComplaintView
  readonly onRecord: (values: FormValues) => void
}) {
  const { t } = useTranslation(['survey', 'words'])
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const offered = complaint.offers.some(({ action }) => action === 'return_visit')
  const kept = useQuery({
    ...trpc.survey.kept.queryOptions({ complaintId: complaint.id }),
    enabled: offered,
    staleTime: 0,
  })
  const turn = useMutation({
    ...trpc.survey.turn.mutationOptions(),
    // Nothing that was read before stays in the window while the customer has it.
    onSuccess: () => queryClient.resetQueries(),
  })
  if (!offered) return null
  const answers = kept.data
  return (
    <section className={classes.strip} aria-label={t('screen.title')}>
      {answers ? (
        <>
          <div>
            <strong>{t('kept.title')}</strong>
            <div>
              {t('kept.text', {
                solution: t(`words:satisfaction.${answers.solution}`),
                words: [answers.reason, answers.remarks].filter((text) => text !== '').join(' '),
              })}
            </div>
          </div>
          <Button size="xs" onClick={() => onRecord(visitValues(answers))}>
            {t('kept.record')}
          </Button>
        </>
      ) : (
        <>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconDeviceTablet size={16} stroke={1.75} aria-hidden />}
            loading={turn.isPending}
            onClick={() => turn.mutate({ complaintId: complaint.id })}
          >
            {t('turn')}
          </Button>
          <span className={classes.hint}>{t('turnHint')}</span>
        </>
      )}
      <ProblemNotice problem={problemOf(turn.error)} />
    </section>
  )
}
