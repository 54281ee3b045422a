import { IconCloudUpload, IconPlugConnected, IconPlugConnectedX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useConnection } from '../api/connection.ts'
import { useTRPC } from '../api/trpc.ts'
import classes from './frame.module.css'
import { paths } from './places.ts'

/** Does the desk answer, and does anything wait for head office; in words, always visible. */
export function ConnectionWords() {
  const { t } = useTranslation('frame')
  const connection = useConnection()
  const headOffice = useQuery(useTRPC().headOffice.status.queryOptions())
  const waiting = headOffice.data?.enrolled === true ? headOffice.data.waiting : 0
  return (
    <div className={classes.connection} role="status">
      {connection === 'silent' ? (
        <span data-silent>
          <IconPlugConnectedX size={16} stroke={1.75} aria-hidden />
          {t('connection.silent')}
        </span>
      ) : (
        <span>
          <IconPlugConnected size={16} stroke={1.75} aria-hidden />
          {t(connection === 'answering' ? 'connection.answering' : 'connection.waiting')}
        </span>
      )}
      {waiting > 0 ? (
        <Link href={paths.headOffice}>
          <IconCloudUpload size={16} stroke={1.75} aria-hidden />
          {t('connection.headOfficeWaiting', { count: waiting })}
        </Link>
      ) : null}
    </div>
  )
}
