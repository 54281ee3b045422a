import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { problemOf } from '../api/command.ts'
import { useErrorWords } from '../i18n/error-words.ts'
import classes from './parts.module.css'

/**
 * A query that failed: what happened and a way to try again.
 * @param error what the query threw
 * @param onRetry reads again
 */
export function LoadFailed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation(['errors', 'words'])
  const words = useErrorWords()
  const problem = problemOf(error)
  const text = problem?.kind === 'refused' ? words.ofDesk(problem.desk) : t('errors:unansweredLoad')
  return (
    <div className={classes.notice} role="alert">
      <IconAlertTriangle size={18} stroke={1.75} aria-hidden />
      <div>
        <strong>{t('errors:title.load')}</strong>
        <div>{text}</div>
        <div className={classes.noticeActions}>
          <Button size="xs" variant="default" onClick={onRetry}>
            {t('words:do.retry')}
          </Button>
        </div>
      </div>
    </div>
  )
}
