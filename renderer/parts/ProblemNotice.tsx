import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Problem } from '../api/command.ts'
import { useErrorWords } from '../i18n/error-words.ts'
import classes from './parts.module.css'

/**
 * What happened, that nothing was recorded or lost, and what to do.
 * @param problem of `useCommand`, or `problemOf(error)`; null shows nothing
 * @param onSendAgain offered where sending again helps (no answer, busy, signed in again)
 * @param onReload for `stale`; when not given, everything on screen is read again. Typed text stays with the form
 */
export function ProblemNotice({
  problem,
  onSendAgain,
  onReload,
}: {
  problem: Problem | null
  onSendAgain?: () => void
  onReload?: () => void
}) {
  const { t } = useTranslation('words')
  const words = useErrorWords()
  const queryClient = useQueryClient()
  if (problem === null) return null
  const { title, text, missing } = words.ofProblem(problem)
  const code = problem.kind === 'refused' ? problem.desk.code : problem.kind
  const again = code === 'unanswered' || code === 'failed' || code === 'busy' || code === 'signed_out'
  return (
    <div className={classes.notice} role="alert" data-mild={code === 'stale' || undefined}>
      <IconAlertTriangle size={18} stroke={1.75} aria-hidden />
      <div>
        <strong>{title}</strong>
        <div>{text}</div>
        {missing.length === 0 ? null : (
          <ul>
            {missing.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
        {code === 'stale' ? (
          <div className={classes.noticeActions}>
            <Button
              size="xs"
              variant="default"
              onClick={onReload ?? (() => void queryClient.invalidateQueries())}
            >
              {t('do.reload')}
            </Button>
          </div>
        ) : null}
        {again && onSendAgain !== undefined ? (
          <div className={classes.noticeActions}>
            <Button size="xs" variant="default" onClick={onSendAgain}>
              {t('do.sendAgain')}
            </Button>
          </div>
        ) : null}
      </div>
    </div>
  )
}
