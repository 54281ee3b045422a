import { Button } from '@mantine/core'
import { IconCloudUpload } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { problemOf } from '../api/command.ts'
import { useMe } from '../api/me.tsx'
import { useTRPC } from '../api/trpc.ts'
import { LoadFailed } from '../parts/LoadFailed.tsx'
import { Loading } from '../parts/Loading.tsx'
import { PlaceTitle } from '../parts/PlaceTitle.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { EnrolForm } from './EnrolForm.tsx'
import classes from './head-office.module.css'
import { LineFacts } from './LineFacts.tsx'
import { Quarantined } from './Quarantined.tsx'

/** What head office has, what waits for it, and what stands in the way. */
export default function HeadOffice() {
  const { t } = useTranslation('head-office')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const { staff } = useMe()
  const status = useQuery({
    ...trpc.headOffice.status.queryOptions(),
    // A round in progress moves faster than notices of change are worth.
    refetchInterval: (query) => (query.state.data?.pushing === true ? 1000 : 30_000),
  })
  const push = useMutation({
    ...trpc.headOffice.push.mutationOptions(),
    onSuccess: (view) => queryClient.setQueryData(trpc.headOffice.status.queryKey(), view),
  })
  const view = status.data
  return (
    <div className={classes.place}>
      <div className={classes.head}>
        <PlaceTitle title={t('title')} />
        {view?.enrolled === true ? (
          <Button
            leftSection={<IconCloudUpload size={16} stroke={1.75} aria-hidden />}
            loading={push.isPending || view.pushing}
            onClick={() => push.mutate()}
          >
            {t('push')}
          </Button>
        ) : null}
      </div>
      <ProblemNotice problem={problemOf(push.error)} onSendAgain={() => push.mutate()} />
      {status.isPending ? <Loading /> : null}
      {view === undefined && status.isError ? (
        <LoadFailed error={status.error} onRetry={() => void status.refetch()} />
      ) : null}
      {view === undefined ? null : (
        <>
          <LineFacts view={view} />
          <Quarantined lines={view.quarantined} />
          {view.enrolled ? null : staff.role === 'manager' ? (
            <EnrolForm />
          ) : (
            <p className={classes.dim}>{t('enrol.onlyManager')}</p>
          )}
        </>
      )}
    </div>
  )
}
