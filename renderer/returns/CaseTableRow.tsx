import { Button, Table } from '@mantine/core'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { CaseRow } from '../../electron/desk/case-views.ts'
import { paths } from '../frame/places.ts'
import { useFormat } from '../i18n/format.ts'
import { ClockName, Due } from '../parts/Due.tsx'
import { rowAction, rowLink } from '../parts/row-keys.ts'
import table from '../parts/table.module.css'
import { CaseStateLabel } from './CaseStateLabel.tsx'
import { useCaseWords } from './case-words.ts'
import classes from './returns.module.css'

interface CaseTableRowProps {
  readonly row: CaseRow
  /** The manager's list of the day: when it was approved and on what it rests, instead of clock and next action. */
  readonly withBasis: boolean
}

/** One case: until when, what for, whose, how it stands, how much, what is next. */
export const CaseTableRow = memo(function CaseTableRow({ row, withBasis }: CaseTableRowProps) {
  const { t } = useTranslation(['returns', 'words'])
  const words = useCaseWords()
  const who = row.anonymous ? t('words:anonymous') : row.customerName
  const matter = words.matter(row)
  return (
    <Table.Tr>
      {withBasis ? <ApprovedAt row={row} /> : <Clock row={row} />}
      <Table.Td>
        <Link href={paths.returnCase(row.id)} className={`numbers ${table.small}`} {...rowLink}>
          {row.number}
        </Link>
      </Table.Td>
      <Table.Td title={matter}>{matter}</Table.Td>
      <Table.Td title={`${who} ${row.product}`}>
        <span className={table.who}>{who}</span> <span>{row.product}</span>
      </Table.Td>
      {withBasis ? null : (
        <Table.Td>
          <CaseStateLabel state={row.state} short />
        </Table.Td>
      )}
      <Table.Td className={classes.amount}>
        <Money row={row} />
      </Table.Td>
      <Table.Td>{row.handler.name}</Table.Td>
      {withBasis ? <RestsOn row={row} /> : <Next row={row} />}
    </Table.Tr>
  )
})

function Clock({ row }: { readonly row: CaseRow }) {
  const { t } = useTranslation(['returns', 'words'])
  if (row.clock === null)
    return (
      <Table.Td colSpan={2} className={table.dim}>
        {t('words:due.noClock')}
      </Table.Td>
    )
  return (
    <>
      <Table.Td>
        <ClockName kind={row.clock.kind} dueAt={row.clock.dueAt} word={t(`list.clock.${row.clock.kind}`)} />
      </Table.Td>
      <Table.Td>
        <Due dueAt={row.clock.dueAt} icon={false} />
      </Table.Td>
    </>
  )
}

function ApprovedAt({ row }: { readonly row: CaseRow }) {
  const format = useFormat()
  return (
    <Table.Td className="numbers">{row.withoutSignature && format.short(row.withoutSignature.at)}</Table.Td>
  )
}

function RestsOn({ row }: { readonly row: CaseRow }) {
  const words = useCaseWords()
  if (row.withoutSignature === null) return <Table.Td />
  const text = words.basis(row.withoutSignature.basis, row.withoutSignature.citation)
  return <Table.Td title={text}>{text}</Table.Td>
}

function Next({ row }: { readonly row: CaseRow }) {
  const { t } = useTranslation(['returns', 'words'])
  const action = row.nextAction
  if (action === null) return <Table.Td />
  const word = t(`words:caseAction.${action}`)
  return (
    <Table.Td>
      <Button
        component={Link}
        href={row.nextIsMine ? paths.returnCaseDoing(row.id, action) : paths.returnCase(row.id)}
        size="compact-sm"
        variant={row.nextIsMine ? 'default' : 'transparent'}
        className={row.nextIsMine ? undefined : classes.notMine}
        aria-label={t('list.next', { action: word, number: row.number })}
        {...rowAction}
      >
        {t(`list.short.${action}`, { defaultValue: word })}
      </Button>
    </Table.Td>
  )
}

function Money({ row }: { readonly row: CaseRow }) {
  const { t } = useTranslation('returns')
  const format = useFormat()
  if (row.refundFen !== null && row.refundFen > 0)
    return (
      <>
        <span className={table.dim}>{t('list.out')}</span> {format.money(row.refundFen)}
      </>
    )
  if (row.payFen !== null && row.payFen > 0)
    return (
      <>
        <span className={table.dim}>{t('list.in')}</span> {format.money(row.payFen)}
      </>
    )
  return <span className={table.dim}>—</span>
}
