import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { tillLimits } from '../../domain/till/limits.ts'
import type { TillFileView, TillImportView, TillJobView } from '../../electron/desk/till/views.ts'
import { useCommand } from '../api/command.ts'
import { useTRPCClient } from '../api/trpc.ts'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { badRowsText, saveText } from './bad-rows.ts'
import { Mistakes } from './Mistakes.tsx'
import classes from './till.module.css'

/** How numbers of rows are written. */
export const rowCount = (rows: number) => rows.toLocaleString('en')

/** What was found in the file, by number of rows. */
function Counts({ job }: { job: TillJobView }) {
  const { t } = useTranslation('till')
  return (
    <dl className={classes.counts}>
      {(['added', 'changed', 'same', 'bad'] as const).map((kind) => (
        <div key={kind} data-bad={(kind === 'bad' && job.bad > 0) || undefined}>
          <dt>{t(`checked.${kind}`)}</dt>
          <dd>{rowCount(job[kind])}</dd>
        </div>
      ))}
    </dl>
  )
}

function useDownload(file: TillFileView) {
  const { t } = useTranslation('till')
  const client = useTRPCClient()
  return async () => {
    const rows = await client.till.badRows.query()
    const text = badRowsText(rows, file.headers, {
      row: t('bad.row'),
      reasons: t('bad.reasons'),
      reasonAt: (column, reason) =>
        [column === null ? t('checked.wholeRow') : (file.headers[column] ?? ''), t(`reason.${reason}`)].join(
          ': ',
        ),
    })
    saveText(text, `${t('bad.file')}.csv`)
  }
}

/**
 * The check is done: what the file holds, what is wrong, and the choice to take it over.
 * @param onColumns back to the columns
 * @param onDone with what was recorded
 */
export function Checked({
  file,
  job,
  onColumns,
  onDone,
}: {
  file: TillFileView
  job: TillJobView
  onColumns: () => void
  onDone: (taken: TillImportView) => void
}) {
  const { t } = useTranslation('till')
  const run = useCommand(useTRPCClient().till.run.mutate, { onDone })
  const download = useDownload(file)
  const good = job.added + job.changed + job.same
  const take = () => void run.run({ uploadId: job.uploadId, leaveOut: job.bad > 0 })
  const kept = job.bad > tillLimits.kept
  return (
    <section className={classes.step} aria-labelledby="till-checked">
      <h2 className={classes.heading} id="till-checked">
        {t('checked.title')}
      </h2>
      <Counts job={job} />
      {job.bad === 0 ? (
        <p className={classes.good} role="status">
          <IconCircleCheck size={18} stroke={1.75} aria-hidden />
          {t('checked.good')}
        </p>
      ) : (
        <>
          <p className={classes.wrongLine} role="status">
            <IconAlertTriangle size={18} stroke={1.75} aria-hidden />
            {t('checked.mistakes', { count: job.bad })}
            {job.mistakes.length >= tillLimits.listed
              ? t('checked.listed', { count: tillLimits.listed })
              : null}
          </p>
          <p className={classes.dim}>{t(good === 0 ? 'checked.none' : 'checked.fix')}</p>
          <Mistakes
            label={t('checked.mistakes', { count: job.bad })}
            mistakes={job.mistakes}
            headers={file.headers}
          />
        </>
      )}
      {job.doubtful === 0 ? null : (
        <>
          <p>{t('checked.warned', { count: job.doubtful })}</p>
          <Mistakes
            label={t('checked.warned', { count: job.doubtful })}
            mistakes={job.warnings}
            headers={file.headers}
          />
        </>
      )}
      <ProblemNotice problem={run.problem} onSendAgain={take} />
      <div className={classes.actions}>
        {good === 0 ? null : (
          <Button
            onClick={take}
            loading={run.pending}
            variant={job.bad === 0 ? 'filled' : 'default'}
            autoFocus={job.bad === 0}
          >
            {job.bad === 0
              ? t('checked.take', { count: good, rows: rowCount(good) })
              : t('checked.takeGood', { count: good, rows: rowCount(good), bad: rowCount(job.bad) })}
          </Button>
        )}
        {job.bad === 0 ? null : (
          <Button variant="default" onClick={() => void download()} autoFocus>
            {kept ? t('checked.downloadKept', { count: tillLimits.kept }) : t('checked.download')}
          </Button>
        )}
        <Button variant="subtle" onClick={onColumns}>
          {t('checked.columns')}
        </Button>
      </div>
    </section>
  )
}
