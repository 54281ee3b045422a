import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallListView, CallRow } from '../../electron/desk/contact-views.ts'
import { useMe } from '../api/me.tsx'
import { useTRPC } from '../api/trpc.ts'
import { EmptyPlace } from '../parts/EmptyPlace.tsx'
import { LoadFailed } from '../parts/LoadFailed.tsx'
import { Loading } from '../parts/Loading.tsx'
import { PlaceTitle } from '../parts/PlaceTitle.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { usePrint } from '../print/print.ts'
import { CallQueue } from './CallQueue.tsx'
import { CallScreen } from './CallScreen.tsx'
import classes from './calls.module.css'

/** 待联系: one call at a time, the next by what falls due first; beside it who else, and until when the rest must wait. */
export default function Calls() {
  const { t } = useTranslation('calls')
  const me = useMe()
  const list = useQuery(useTRPC().contacts.calls.queryOptions())
  const [chosen, setChosen] = useState<CallRow | null>(null)
  const [skipped, setSkipped] = useState<ReadonlySet<string>>(new Set())
  const { print, problem } = usePrint()
  if (list.isError && list.data === undefined)
    return <LoadFailed error={list.error} onRetry={() => void list.refetch()} />
  if (list.data === undefined) return <Loading />
  const { data } = list
  const current = currentOf(data, chosen, skipped)

  /** After what was recorded or skipped: the next, whoever that is by then. */
  function goOn(from: CallRow, skips: boolean): void {
    const behind = new Set(skipped)
    if (skips) behind.add(from.id)
    setSkipped(behind)
    setChosen(null)
  }

  /** Turns to the one after this, without leaving anything about it behind. */
  function turn(from: CallRow): void {
    const order = [...data.ready.filter((row) => !skipped.has(row.id)), ...data.blocked]
    const at = order.findIndex((row) => row.id === from.id)
    setChosen(order[(at + 1) % order.length] ?? null)
  }

  return (
    <div className={classes.place}>
      <div className={classes.head}>
        <PlaceTitle title={t('title')} />
        <span className={classes.keys}>{t('call.keys')}</span>
        <Button
          className={classes.print}
          variant="default"
          onClick={() => void print('call_list', me.staff.id, 'a4', t('title'))}
        >
          {t('print')}
        </Button>
      </div>
      <ProblemNotice problem={problem} />
      {current === null ? (
        <EmptyPlace title={t('empty.title')}>{t('empty.text')}</EmptyPlace>
      ) : (
        <div className={classes.columns}>
          <CallQueue list={data} skipped={skipped} current={current} onChoose={setChosen} />
          <CallScreen
            key={current.id}
            row={current}
            onRecorded={() => goOn(current, false)}
            onSkipped={() => goOn(current, true)}
            onNext={() => turn(current)}
          />
        </div>
      )}
    </div>
  )
}

/** Who is called now: whom the person chose while they are on the list, else the first that nobody skipped. */
function currentOf(
  { ready, blocked }: CallListView,
  chosen: CallRow | null,
  skipped: ReadonlySet<string>,
): CallRow | null {
  const still = [...ready, ...blocked].find((row) => row.id === chosen?.id)
  return still ?? ready.find((row) => !skipped.has(row.id)) ?? ready[0] ?? blocked[0] ?? null
}
