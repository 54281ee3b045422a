import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTRPC } from '../api/trpc.ts'
import { EmptyPlace } from '../parts/EmptyPlace.tsx'
import { LoadFailed } from '../parts/LoadFailed.tsx'
import { Loading } from '../parts/Loading.tsx'
import { PlaceTitle } from '../parts/PlaceTitle.tsx'
import { HandOverForm } from './HandOverForm.tsx'
import { History } from './History.tsx'
import classes from './handover.module.css'

/** 交接班: one button gathers what is open, the outgoing person remarks, the incoming one takes over (process section 9). */
export default function Handover() {
  const { t } = useTranslation('handover')
  const [gathering, setGathering] = useState(false)
  const gathered = useQuery({ ...useTRPC().handover.gather.queryOptions(), enabled: gathering })
  return (
    <>
      <div className={classes.head}>
        <PlaceTitle title={t('title')} />
        {gathered.data === undefined ? null : (
          <Button
            className={classes.right}
            variant="default"
            loading={gathered.isFetching}
            onClick={() => void gathered.refetch()}
          >
            {t('gatherAgain')}
          </Button>
        )}
      </div>
      {gathering ? null : (
        <EmptyPlace
          title={t('title')}
          action={
            <Button autoFocus onClick={() => setGathering(true)}>
              {t('gather')}
            </Button>
          }
        >
          {t('intro')}
        </EmptyPlace>
      )}
      {gathering && gathered.isError && gathered.data === undefined ? (
        <LoadFailed error={gathered.error} onRetry={() => void gathered.refetch()} />
      ) : null}
      {gathering && gathered.isPending ? <Loading /> : null}
      {gathered.data === undefined ? null : <HandOverForm gathered={gathered.data} />}
      <History />
    </>
  )
}
