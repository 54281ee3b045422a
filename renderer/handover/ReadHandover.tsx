import { Button, Table } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { handoverKinds } from '../../domain/handover.ts'
import type { HandoverView } from '../../electron/desk/handover-views.ts'
import { useCommand } from '../api/command.ts'
import { useMe } from '../api/me.tsx'
import { useTRPC, useTRPCClient } from '../api/trpc.ts'
import { paths } from '../frame/places.ts'
import { useFormat } from '../i18n/format.ts'
import { EmptyPlace } from '../parts/EmptyPlace.tsx'
import { LoadFailed } from '../parts/LoadFailed.tsx'
import { Loading } from '../parts/Loading.tsx'
import { PlaceTitle } from '../parts/PlaceTitle.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { usePrint } from '../print/print.ts'
import { Figures } from './Figures.tsx'
import classes from './handover.module.css'
import { LinesTable } from './LinesTable.tsx'

/** A handover as it was recorded; each line says how its record stands now. */
export default function ReadHandover({ id }: { readonly id: string }) {
  const handover = useQuery(useTRPC().handover.get.queryOptions({ id }))
  if (handover.data === undefined)
    return handover.isError ? (
      <LoadFailed error={handover.error} onRetry={() => void handover.refetch()} />
    ) : (
      <Loading />
    )
  return <Paper handover={handover.data} />
}

function Paper({ handover }: { readonly handover: HandoverView }) {
  const { t } = useTranslation(['handover', 'words'])
  const format = useFormat()
  const { print, problem } = usePrint()
  useNoteRead(handover)
  const { number } = handover
  return (
    <>
      <div className={classes.head}>
        <PlaceTitle title={`${t('read.title')} ${number}`} />
        <Button component={Link} href={paths.handover} variant="default" className={classes.right}>
          {t('read.back')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconPrinter size={16} stroke={1.75} aria-hidden />}
          onClick={() => void print('handover', handover.id, 'a4', `${t('read.title')} ${number}`)}
        >
          {t('read.print')}
        </Button>
      </div>
      <ProblemNotice problem={problem} />
      <dl className={classes.facts}>
        <dt>{t('read.at')}</dt>
        <dd className="numbers">{format.dateTime(handover.at)}</dd>
        <dt>{t('read.outgoing')}</dt>
        <dd>{handover.outgoing}</dd>
        <dt>{t('read.incoming')}</dt>
        <dd>{handover.incoming}</dd>
        <dt>{t('read.opened')}</dt>
        <dd className="numbers">
          {handover.openedAt === null ? t('history.unread') : format.dateTime(handover.openedAt)}
        </dd>
      </dl>
      <Figures {...handover} />
      {handover.remarks === '' ? null : (
        <section className={classes.section} aria-label={t('read.remarks')}>
          <h2 className={classes.kind}>{t('read.remarks')}</h2>
          <p className={`reading ${classes.message}`}>{handover.remarks}</p>
        </section>
      )}
      {handover.lines.length === 0 ? <EmptyPlace title={t('read.none')} /> : null}
      {handoverKinds.map((kind) => {
        const lines = handover.lines.filter((line) => line.kind === kind)
        return (
          <LinesTable
            key={kind}
            kind={kind}
            lines={lines}
            total={lines.length}
            heads={[t('read.remark'), t('read.now')]}
            past
            cells={(line) => (
              <>
                <Table.Td className={classes.remarkCell}>{line.remark}</Table.Td>
                <Table.Td data-open={line.open || undefined} className={classes.standing}>
                  {line.open ? t('read.still') : t('read.ended')}
                  <StateWord line={line} />
                </Table.Td>
              </>
            )}
          />
        )
      })}
    </>
  )
}

function StateWord({ line }: { readonly line: HandoverView['lines'][number] }) {
  const { t } = useTranslation('words')
  if (line.state === null) return null
  return <> · {line.target.to === 'case' ? t(`caseState.${line.state}`) : t(`state.${line.state}`)}</>
}

/** Whoever took the shift over has read it now: Today no longer begins with it. */
function useNoteRead(handover: HandoverView): void {
  const { staff } = useMe()
  const { run } = useCommand(useTRPCClient().handover.open.mutate)
  const noted = useRef(false)
  const unread = handover.incomingId === staff.id && handover.openedAt === null
  useEffect(() => {
    if (!unread || noted.current) return
    noted.current = true
    void run({ id: handover.id })
  }, [unread, run, handover.id])
}
