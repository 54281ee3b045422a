import { Anchor, Button, Progress, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { TillFileView, TillImportView, TillJobView } from '../../electron/desk/till/views.ts'
import { problemOf } from '../api/command.ts'
import { useMe } from '../api/me.tsx'
import { useTRPC } from '../api/trpc.ts'
import { paths } from '../frame/places.ts'
import { useErrorWords } from '../i18n/error-words.ts'
import { EmptyPlace } from '../parts/EmptyPlace.tsx'
import { LoadFailed } from '../parts/LoadFailed.tsx'
import { Loading } from '../parts/Loading.tsx'
import { PlaceTitle } from '../parts/PlaceTitle.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { Checked, rowCount } from './Checked.tsx'
import { type ColumnChoice, Columns } from './Columns.tsx'
import { PickFile } from './PickFile.tsx'
import { useSending } from './send-export.ts'
import classes from './till.module.css'

const delimiterNames = { ',': 'comma', '\t': 'tab', ';': 'semicolon' } as const
/** How often a running check is looked at, ms. */
const lookEveryMs = 300

/** The file's name and what the desk found it to be. */
function FileFacts({ file, onAgain }: { file: TillFileView; onAgain: () => void }) {
  const { t } = useTranslation('till')
  const { encoding, delimiter } = file
  const kind =
    encoding === null || delimiter === null
      ? t('file.xlsx')
      : t('file.csv', {
          encoding: encoding.toUpperCase(),
          delimiter: t(`file.delimiter.${delimiterNames[delimiter]}`),
        })
  return (
    <div className={classes.file}>
      <strong className="one-line">{file.name}</strong>
      <span className={classes.dim}>
        {file.rows === null
          ? kind
          : `${kind} · ${t('file.rows', { count: file.rows, rows: rowCount(file.rows) })}`}
      </span>
      <Button variant="default" size="xs" onClick={onAgain}>
        {t('file.again')}
      </Button>
    </div>
  )
}

/** The check runs: how far it is, and the way to stop it. */
function Reading({ job, onStop, stopping }: { job: TillJobView; onStop: () => void; stopping: boolean }) {
  const { t } = useTranslation('till')
  const { rows, total } = job
  const share = total === null || total === 0 ? 100 : Math.min(100, (rows / total) * 100)
  return (
    <section className={classes.step} aria-labelledby="till-reading">
      <h2 className={classes.heading} id="till-reading">
        {t('reading.title')}
      </h2>
      <Progress value={share} animated={total === null} size="lg" maw={640} aria-label={t('reading.label')} />
      <p>
        {total === null
          ? t('reading.progress', { rows: rowCount(rows) })
          : t('reading.progressOf', { rows: rowCount(rows), total: rowCount(total) })}
      </p>
      <p className={classes.dim}>{t('reading.meanwhile')}</p>
      <div className={classes.actions}>
        <Button variant="default" onClick={onStop} loading={stopping} autoFocus>
          {t('reading.stop')}
        </Button>
      </div>
    </section>
  )
}

function Done({ taken, onAgain }: { taken: TillImportView; onAgain: () => void }) {
  const { t } = useTranslation('till')
  const { added, changed, same, leftOut } = taken
  return (
    <div role="status">
      <EmptyPlace
        title={t('done.title')}
        action={
          <Button variant="default" onClick={onAgain} autoFocus>
            {t('done.again')}
          </Button>
        }
      >
        {t('done.text', { added: rowCount(added), changed: rowCount(changed), same: rowCount(same) })}
        {leftOut === 0 ? null : ` ${t('done.leftOut', { count: leftOut })}`}
      </EmptyPlace>
    </div>
  )
}

/** Refused as a whole: why, and another try. */
function Failed({ job, onAgain }: { job: TillJobView; onAgain: () => void }) {
  const { t } = useTranslation('till')
  const words = useErrorWords()
  return (
    <div role="alert">
      <EmptyPlace
        title={t('failed.title')}
        action={
          <Button variant="default" onClick={onAgain} autoFocus>
            {t('failed.again')}
          </Button>
        }
      >
        {job.failure === null ? null : words.ofDesk(job.failure)}
      </EmptyPlace>
    </div>
  )
}

/** From the upload to what was recorded: columns, check, take over. */
function Import() {
  const { t } = useTranslation('till')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [uploadId, setUploadId] = useState<string | null>(null)
  const [choice, setChoice] = useState<ColumnChoice | null>(null)
  const [taken, setTaken] = useState<TillImportView | null>(null)
  const [stopped, setStopped] = useState(false)
  const state = useQuery({
    ...trpc.till.job.queryOptions(),
    refetchInterval: (query) => {
      const data = query.state.data
      return data?.job?.phase === 'reading' || (data?.busyBy ?? null) !== null ? lookEveryMs : false
    },
  })
  const job = state.data?.job ?? null
  // Whoever left the page while the check ran finds it again.
  const current = uploadId ?? job?.uploadId ?? null
  const opened = useQuery({
    ...trpc.till.open.queryOptions({ uploadId: current ?? '' }),
    enabled: current !== null && taken === null,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const keep = (data: typeof state.data) => queryClient.setQueryData(trpc.till.job.queryKey(), data)
  const check = useMutation(trpc.till.check.mutationOptions({ onSuccess: keep }))
  const stop = useMutation(trpc.till.stop.mutationOptions({ onSuccess: keep }))
  const sending = useSending((id) => {
    setUploadId(id)
    setChoice(null)
    setStopped(false)
    check.reset()
    void state.refetch()
  })

  function again(): void {
    setUploadId(null)
    setTaken(null)
    setChoice(null)
    if (job !== null) stop.mutate()
  }

  if (taken !== null) return <Done taken={taken} onAgain={again} />
  if (state.isError) return <LoadFailed error={state.error} onRetry={() => void state.refetch()} />
  if (state.data === undefined) return <Loading />
  if (current === null || sending.name !== null)
    return (
      <>
        <p className={`${classes.dim} reading`}>{t('intro')}</p>
        <PickFile sending={sending} />
      </>
    )
  if (opened.isError)
    return (
      <>
        <div className={classes.problem}>
          <ProblemNotice problem={problemOf(opened.error)} />
        </div>
        <PickFile sending={sending} />
      </>
    )
  if (opened.data === undefined) return <Loading />
  const file = opened.data
  const ofThis = job?.uploadId === file.uploadId ? job : null
  if (ofThis?.phase === 'failed') return <Failed job={ofThis} onAgain={again} />
  return (
    <>
      <FileFacts file={file} onAgain={again} />
      {state.data.busyBy === null ? null : (
        <Text role="status">{t('busy', { name: state.data.busyBy })}</Text>
      )}
      {stopped && ofThis === null ? <Text role="status">{t('stopped')}</Text> : null}
      <div className={classes.problem}>
        <ProblemNotice problem={problemOf(check.error ?? stop.error)} />
      </div>
      {ofThis === null ? (
        <Columns
          key={file.uploadId}
          file={file}
          chosen={choice ?? file}
          pending={check.isPending}
          onCheck={(next) => {
            setChoice(next)
            setStopped(false)
            check.mutate({ uploadId: file.uploadId, ...next, mapping: [...next.mapping] })
          }}
        />
      ) : null}
      {ofThis?.phase === 'reading' ? (
        <Reading
          job={ofThis}
          stopping={stop.isPending}
          onStop={() => {
            setStopped(true)
            stop.mutate()
          }}
        />
      ) : null}
      {ofThis?.phase === 'checked' ? (
        <Checked file={file} job={ofThis} onColumns={() => stop.mutate()} onDone={setTaken} />
      ) : null}
    </>
  )
}

/** 导入购买记录: the till's export comes to the desk (process section 2). */
export default function TillImport() {
  const { t } = useTranslation('till')
  const { staff } = useMe()
  return (
    <>
      <div className={classes.head}>
        <Anchor component={Link} href={paths.returns} size="sm">
          {t('back')}
        </Anchor>
        <PlaceTitle title={t('title')} />
      </div>
      {staff.role === 'department' ? <EmptyPlace title={t('notAllowed')} /> : <Import />}
    </>
  )
}
