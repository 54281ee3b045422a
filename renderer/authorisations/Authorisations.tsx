import { Button, SegmentedControl, Table } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useSearch } from 'wouter'
import { useMe } from '../api/me.tsx'
import { useTRPC } from '../api/trpc.ts'
import { paths } from '../frame/places.ts'
import { useFormat } from '../i18n/format.ts'
import { EmptyPlace } from '../parts/EmptyPlace.tsx'
import { focusRow } from '../parts/focus-row.ts'
import { LoadFailed } from '../parts/LoadFailed.tsx'
import { Loading } from '../parts/Loading.tsx'
import { useNow } from '../parts/now.ts'
import { PlaceTitle } from '../parts/PlaceTitle.tsx'
import { moveThroughRows } from '../parts/row-keys.ts'
import table from '../parts/table.module.css'
import { AuthorisationDrawer } from './AuthorisationDrawer.tsx'
import { AuthorisationRow } from './AuthorisationRow.tsx'
import { isPast, standingOf } from './authorisation-scope.ts'
import classes from './authorisations.module.css'
import { SignAuthorisation } from './SignAuthorisation.tsx'

const columns = ['number', 'scope', 'standing', 'signed', 'uses', 'action'] as const

function pathOf(show: 'current' | 'past', open: string | null): string {
  const search = new URLSearchParams({
    ...(show === 'past' ? { show } : {}),
    ...(open === null ? {} : { open }),
  })
  return search.size === 0 ? paths.authorisations : `${paths.authorisations}?${search}`
}

/** What stands for the form of a new one in the address. */
const anew = 'new'

/** 授权书: what the manager has allowed in advance, with scope, limit and dates (process section 4). */
export default function Authorisations() {
  const { t } = useTranslation('authorisations')
  const { staff } = useMe()
  const format = useFormat()
  const today = format.date(new Date(useNow()).toISOString())
  const [, navigate] = useLocation()
  const search = new URLSearchParams(useSearch())
  const show = search.get('show') === 'past' ? 'past' : 'current'
  const open = search.get('open')
  const go = (to: 'current' | 'past', opened: string | null) =>
    navigate(pathOf(to, opened), { replace: true })
  const list = useQuery(useTRPC().authorisations.list.queryOptions())
  const all = list.data ?? []
  const rows = all.filter((each) => isPast(standingOf(each, today)) === (show === 'past'))
  const opened = all.find((each) => each.id === open)
  const maySign = staff.role === 'manager'
  const place = useRef<HTMLDivElement>(null)
  function close(row: string | null): void {
    go(show, null)
    focusRow(place.current, row)
  }

  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys only move the focus between the links inside */}
      <div ref={place} onKeyDown={moveThroughRows}>
        <div className={classes.head}>
          <PlaceTitle title={t('title')} />
          <SegmentedControl
            size="xs"
            aria-label={t('show.label')}
            value={show}
            onChange={(chosen) => go(chosen === 'past' ? 'past' : 'current', null)}
            data={[
              { value: 'current', label: t('show.current') },
              { value: 'past', label: t('show.past') },
            ]}
          />
          {maySign ? (
            <Button className={classes.add} onClick={() => go(show, anew)}>
              {t('sign')}
            </Button>
          ) : null}
        </div>
        <p className={classes.intro}>{t('intro')}</p>
        {list.isError && list.data === undefined ? (
          <LoadFailed error={list.error} onRetry={() => void list.refetch()} />
        ) : null}
        {list.isPending ? <Loading /> : null}
        {list.data !== undefined && rows.length === 0 ? (
          <EmptyPlace
            title={t(`empty.${show}`)}
            action={
              maySign && show === 'current' ? (
                <Button variant="default" onClick={() => go(show, anew)}>
                  {t('sign')}
                </Button>
              ) : null
            }
          >
            {show === 'current' ? t(maySign ? 'empty.text' : 'empty.onlyManager') : null}
          </EmptyPlace>
        ) : null}
        {rows.length > 0 ? (
          <Table className={table.table} aria-label={t('title')}>
            <colgroup>
              {columns.map((column) => (
                <col key={column} className={classes[column]} />
              ))}
            </colgroup>
            <Table.Thead>
              <Table.Tr>
                {columns.map((column) => (
                  <Table.Th key={column}>{t(`column.${column}`)}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((row) => (
                <AuthorisationRow key={row.id} row={row} today={today} href={pathOf(show, row.id)} />
              ))}
            </Table.Tbody>
          </Table>
        ) : null}
      </div>
      {open === anew && maySign ? <SignAuthorisation today={today} onClose={() => close(null)} /> : null}
      {opened === undefined ? null : (
        <AuthorisationDrawer
          key={opened.id}
          authorisation={opened}
          today={today}
          onClose={() => close(opened.id)}
          onRevoked={() => close(null)}
        />
      )}
    </>
  )
}
