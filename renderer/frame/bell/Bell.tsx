import { ActionIcon, Button, Popover } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconBell, IconBellRinging } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { useMe } from '../../api/me.tsx'
import { useTRPC } from '../../api/trpc.ts'
import { paths } from '../places.ts'
import { BellSettings } from './BellSettings.tsx'
import classes from './bell.module.css'
import { useBellChoices } from './bell-choices.ts'
import { NoticeLine } from './NoticeLine.tsx'
import type { Notice } from './notice-words.ts'
import { useBadge, useRinging } from './ringing.ts'

/** The stream of changes tells of new notices; this only notices that the window of the policy has opened. */
const readAgainMs = 300_000

/** The bell: how much is new, the list of notices, each of which opens its complaint or case, and how one wants to be told. */
export function Bell() {
  const { t } = useTranslation('frame')
  const { staff } = useMe()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [, navigate] = useLocation()
  const [opened, { close, toggle }] = useDisclosure(false)
  const [choices, choose] = useBellChoices(staff.id)
  const { data } = useQuery({ ...trpc.notices.list.queryOptions(), refetchInterval: readAgainMs })
  const seen = useMutation({
    ...trpc.notices.seen.mutationOptions(),
    onSettled: () => void queryClient.invalidateQueries(trpc.notices.pathFilter()),
  })
  const unseen = data?.unseen ?? 0

  function open(notice: Notice): void {
    close()
    if (!notice.seen) seen.mutate({ ids: [notice.id] })
    // The clock of the desk itself has no record to open.
    if (notice.caseId !== null) navigate(paths.returnCase(notice.caseId))
    else if (notice.complaintId !== null) navigate(paths.complaint(notice.complaintId))
  }

  useBadge(unseen)
  useRinging(data, staff.id, choices, open)

  const Icon = unseen > 0 ? IconBellRinging : IconBell
  const notices = data?.notices ?? []
  return (
    <Popover
      opened={opened}
      onChange={(next) => (next ? undefined : close())}
      position="bottom-end"
      width={420}
      trapFocus
      returnFocus
      withinPortal={false}
      transitionProps={{ duration: 120 }}
    >
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          c="var(--cs-ink)"
          size={32}
          className={classes.bell}
          aria-label={unseen > 0 ? t('bell.openUnseen', { count: unseen }) : t('bell.open')}
          onClick={toggle}
        >
          <Icon size={18} stroke={1.75} aria-hidden />
          {unseen > 0 ? (
            <span className={classes.count} aria-hidden>
              {unseen > 99 ? '99+' : unseen}
            </span>
          ) : null}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown} aria-label={t('bell.title')}>
        <div className={classes.head}>
          <strong>{t('bell.title')}</strong>
          {notices.length > 0 ? (
            // Stays where it is when nothing is new any more, so that the focus is not lost.
            <Button
              variant="subtle"
              size="compact-sm"
              aria-disabled={unseen === 0}
              className={unseen === 0 ? classes.done : undefined}
              onClick={() => (unseen === 0 ? undefined : seen.mutate({ ids: null }))}
            >
              {t(unseen === 0 ? 'bell.allSeen' : 'bell.seeAll')}
            </Button>
          ) : null}
        </div>
        {notices.length === 0 ? <p className={classes.nothing}>{t('bell.nothing')}</p> : null}
        {notices.length > 0 ? (
          <ul className={classes.list}>
            {notices.map((notice) => (
              <NoticeLine key={notice.id} notice={notice} onOpen={() => open(notice)} />
            ))}
          </ul>
        ) : null}
        <BellSettings choices={choices} onChoose={choose} mayRing={data?.mayRing ?? true} />
      </Popover.Dropdown>
    </Popover>
  )
}
