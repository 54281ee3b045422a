import { Button, SegmentedControl, Table } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useSearch } from 'wouter'
import { useTRPC } from '../api/trpc.ts'
import { EmptyPlace } from '../parts/EmptyPlace.tsx'
import { focusRow } from '../parts/focus-row.ts'
import { LoadFailed } from '../parts/LoadFailed.tsx'
import { Loading } from '../parts/Loading.tsx'
import { PlaceTitle } from '../parts/PlaceTitle.tsx'
import { moveThroughRows } from '../parts/row-keys.ts'
import { SearchField } from '../parts/SearchField.tsx'
import table from '../parts/table.module.css'
import { AddCustody } from './AddCustody.tsx'
import { CustodyDrawer } from './CustodyDrawer.tsx'
import { CustodyRow } from './CustodyRow.tsx'
import classes from './custody.module.css'
import { type CustodyPlaceView, custodyPath, readCustodyView } from './custody-view.ts'

const columns = ['number', 'goods', 'who', 'place', 'since', 'case', 'action'] as const

/** 暂存商品: what customers left at the desk, where it lies and since when (process section 7). */
export default function Custody() {
  const { t } = useTranslation(['custody', 'words'])
  const [, navigate] = useLocation()
  const view = readCustodyView(useSearch())
  const show = (change: Partial<CustodyPlaceView>) =>
    navigate(custodyPath({ ...view, ...change }), { replace: true })
  const list = useQuery({
    ...useTRPC().custody.list.queryOptions({ filter: view.filter, text: view.text }),
    placeholderData: keepPreviousData,
  })
  const rows = list.data ?? []
  const place = useRef<HTMLDivElement>(null)
  function close(row: string | null): void {
    show({ item: null, adding: false })
    focusRow(place.current, row)
  }
  const open = rows.find((each) => each.id === view.item)
  const add = (
    <Button variant="default" onClick={() => show({ adding: true })}>
      {t('add')}
    </Button>
  )

  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys only move the focus between the links inside */}
      <div ref={place} onKeyDown={moveThroughRows}>
        <div className={classes.head}>
          <PlaceTitle title={t('title')} />
          <span className={classes.total} role="status">
            {list.data === undefined ? '' : t('total', { count: rows.length })}
          </span>
          <Button className={classes.add} onClick={() => show({ adding: true })}>
            {t('add')}
          </Button>
        </div>
        <search className={classes.filters} aria-label={t('filter.label')}>
          <div className={classes.search}>
            <SearchField
              label={t('filter.text')}
              placeholder={t('filter.textHint')}
              value={view.text}
              onChange={(text) => show({ text })}
            />
          </div>
          <SegmentedControl
            aria-label={t('filter.show')}
            value={view.filter}
            onChange={(chosen) => show({ filter: chosen === 'all' ? 'all' : 'here' })}
            data={[
              { value: 'here', label: t('filter.here') },
              { value: 'all', label: t('filter.all') },
            ]}
          />
        </search>
        {list.isError && list.data === undefined ? (
          <LoadFailed error={list.error} onRetry={() => void list.refetch()} />
        ) : null}
        {list.isPending ? <Loading /> : null}
        {list.data !== undefined && rows.length === 0 ? (
          view.text === '' ? (
            <EmptyPlace title={t('empty.title')} action={add}>
              {t('empty.text')}
            </EmptyPlace>
          ) : (
            <EmptyPlace
              title={t('empty.narrowed')}
              action={
                <Button variant="default" onClick={() => show({ text: '', filter: 'all' })}>
                  {t('empty.showAll')}
                </Button>
              }
            />
          )
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
                <CustodyRow key={row.id} row={row} href={custodyPath({ ...view, item: row.id })} />
              ))}
            </Table.Tbody>
          </Table>
        ) : null}
      </div>
      {view.adding ? <AddCustody here={rows} onClose={() => close(null)} /> : null}
      {open !== undefined && !view.adding ? (
        <CustodyDrawer
          key={open.id}
          custody={open}
          here={rows}
          onClose={() => close(open.id)}
          onGone={() => close(null)}
        />
      ) : null}
    </>
  )
}
