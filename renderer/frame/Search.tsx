import { useDebouncedValue } from '@mantine/hooks'
import { Spotlight, spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { PaperFound } from '../../electron/desk/prints/check-code.ts'
import { useTRPC } from '../api/trpc.ts'
import { useFormat } from '../i18n/format.ts'
import { LevelBadge } from '../parts/LevelBadge.tsx'
import { StateLabel } from '../parts/StateLabel.tsx'
import classes from './frame.module.css'
import { paths } from './places.ts'

/** What could be a check code of a paper: letters and digits as one types them from a print. */
const likeCheckCode = /^[0-9A-Za-z][0-9A-Za-z -]{3,18}$/

/** Where the original behind a paper is read. */
function placeOf(paper: PaperFound): string {
  switch (paper.kind) {
    case 'resolution':
      return paths.complaint(paper.complaintId)
    case 'slip':
      return paths.returnCase(paper.caseId)
    case 'authorisation':
      return `${paths.authorisations}?open=${paper.authorisationId}`
  }
}

/** Ctrl+K: find a complaint by number, customer, phone, pinyin, or by the check code on a paper, and go there. */
export function Search() {
  const { t } = useTranslation(['frame', 'words', 'customer'])
  const trpc = useTRPC()
  const format = useFormat()
  const [, navigate] = useLocation()
  const [typed, setTyped] = useState('')
  const [settled] = useDebouncedValue(typed, 120)
  const text = settled.trim()
  const found = useQuery({
    ...trpc.complaints.list.queryOptions({
      text,
      states: [],
      levels: [],
      departments: [],
      handlerId: null,
      sort: 'received',
      descending: true,
      cursor: null,
      limit: 8,
    }),
    enabled: text !== '',
    placeholderData: keepPreviousData,
  })
  const paper = useQuery({
    ...trpc.prints.byCheckCode.queryOptions({ code: text }),
    enabled: likeCheckCode.test(text),
    retry: false,
  })
  const people = useQuery({
    ...trpc.customers.recall.queryOptions({ text }),
    enabled: text.length >= 2,
    placeholderData: keepPreviousData,
  })
  const rows = text === '' ? [] : (found.data?.rows ?? [])
  const customers = text.length < 2 ? [] : (people.data ?? []).slice(0, 3)
  const nothing =
    text === '' ? t('search.begin') : found.isFetching ? t('words:loading') : t('search.nothing')
  const go = (path: string) => {
    setTyped('')
    navigate(path)
  }
  return (
    <Spotlight.Root
      query={typed}
      onQueryChange={setTyped}
      onSpotlightClose={() => setTyped('')}
      clearQueryOnClose
      size={760}
      centered={false}
      yOffset={88}
      shortcut={null}
      overlayProps={{ blur: 0, backgroundOpacity: 0.3 }}
      transitionProps={{ duration: 120 }}
      styles={{ content: { background: 'var(--cs-surface)', border: '1px solid var(--cs-hairline)' } }}
      attributes={{ content: { 'aria-label': t('search.open') } }}
    >
      <Spotlight.Search
        placeholder={t('search.hint')}
        aria-label={t('search.open')}
        leftSection={<IconSearch size={18} stroke={1.75} aria-hidden />}
        maxLength={60}
        onKeyDown={(event) => {
          // Enter means the first line, unless the arrows have chosen another, which Spotlight opens itself.
          const person = customers[0]?.customer.id
          const record = rows[0] === undefined ? undefined : paths.complaint(rows[0].id)
          const first =
            paper.data === undefined
              ? (record ?? (person === undefined ? undefined : paths.customer(person)))
              : placeOf(paper.data)
          const chosen = document.querySelector(`.${classes.found}[data-selected]`) !== null
          if (event.key !== 'Enter' || event.nativeEvent.isComposing || chosen || first === undefined) return
          spotlight.close()
          go(first)
        }}
      />
      <Spotlight.ActionsList>
        {paper.data === undefined || text === '' ? null : (
          <Spotlight.Action
            className={classes.found}
            onClick={() => {
              if (paper.data !== undefined) go(placeOf(paper.data))
            }}
          >
            <span className="numbers">{paper.data.number}</span>
            <span>
              {paper.data.kind === 'authorisation'
                ? t('search.paper.authorisation')
                : t(`search.paper.${paper.data.kind}`, { version: paper.data.version })}
            </span>
          </Spotlight.Action>
        )}
        {rows.map((row) => (
          <Spotlight.Action
            key={row.id}
            className={classes.found}
            onClick={() => go(paths.complaint(row.id))}
          >
            <span className="numbers">{row.number}</span>
            <span className={classes.foundWho}>
              {row.anonymous ? t('words:anonymous') : row.customerName}{' '}
              <span className={classes.dim}>{row.summary}</span>
            </span>
            <LevelBadge level={row.level} short />
            <StateLabel state={row.state} />
            <span className={`numbers ${classes.dim}`}>{format.date(row.receivedAt)}</span>
          </Spotlight.Action>
        ))}
        {customers.map(({ customer }) => (
          <Spotlight.Action
            key={customer.id}
            className={classes.found}
            onClick={() => go(paths.customer(customer.id))}
          >
            <span>{t('customer:found')}</span>
            <span className={classes.foundWho}>
              {customer.name} <span className={`numbers ${classes.dim}`}>{customer.phones.join(' / ')}</span>
            </span>
          </Spotlight.Action>
        ))}
        {rows.length === 0 && customers.length === 0 && paper.data === undefined ? (
          <Spotlight.Empty>{nothing}</Spotlight.Empty>
        ) : null}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}
