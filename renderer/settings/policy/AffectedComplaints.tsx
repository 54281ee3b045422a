import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useTRPC } from '../../api/trpc.ts'
import { paths } from '../../frame/places.ts'
import { ClockName, Due } from '../../parts/Due.tsx'
import classes from './policy.module.css'

/** So many of the open complaints are looked at and so many are named. */
const looked = 100
const named = 8

/** The open complaints whose deadlines rest on a year that is not known. */
export function AffectedComplaints() {
  const { t } = useTranslation('policy')
  const open = useQuery(
    useTRPC().complaints.list.queryOptions({
      text: '',
      states: [],
      levels: [],
      departments: [],
      handlerId: null,
      sort: 'reply_due',
      descending: true,
      cursor: null,
      limit: looked,
    }),
  )
  if (open.data === undefined) return null
  const affected = open.data.rows.filter(
    (row) => row.clock?.provisional === true || (row.replyDueAt !== null && row.replyDueProvisional),
  )
  if (affected.length === 0) return <p className={classes.says}>{t('calendar.affectedNone')}</p>
  return (
    <>
      <p className={classes.says}>{t('calendar.affected', { count: affected.length })}</p>
      <ul className={classes.affected}>
        {affected.slice(0, named).map((row) => (
          <li key={row.id}>
            <Link href={paths.complaint(row.id)} className="numbers">
              {row.number}
            </Link>
            {row.replyDueAt !== null && row.replyDueProvisional ? (
              <>
                <ClockName kind="reply" dueAt={row.replyDueAt} />
                <Due dueAt={row.replyDueAt} provisional icon={false} />
              </>
            ) : row.clock === null ? null : (
              <>
                <ClockName kind={row.clock.kind} dueAt={row.clock.dueAt} />
                <Due dueAt={row.clock.dueAt} provisional icon={false} />
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}
