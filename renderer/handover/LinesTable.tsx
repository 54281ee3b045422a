import { Table } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { HandoverKind } from '../../domain/handover.ts'
import type { HandoverLineView } from '../../electron/desk/handover-views.ts'
import { useFormat } from '../i18n/format.ts'
import { Due } from '../parts/Due.tsx'
import table from '../parts/table.module.css'
import classes from './handover.module.css'
import { targetPath, whyWord } from './words.ts'

interface LinesTableProps<Line extends HandoverLineView> {
  readonly kind: HandoverKind
  readonly lines: readonly Line[]
  /** How many there are, where not all are listed. */
  readonly total: number
  /** What stands in the last columns, with their heads. */
  readonly heads: readonly string[]
  readonly cells: (line: Line) => ReactNode
  /** Deadlines as they stood, where the list is one of the past. */
  readonly past?: boolean
}

/** One kind of what is handed over, each line with the way to its record. */
export function LinesTable<Line extends HandoverLineView>({
  kind,
  lines,
  total,
  heads,
  cells,
  past = false,
}: LinesTableProps<Line>) {
  const { t } = useTranslation(['handover', 'words'])
  const title = t(`kind.${kind}`)
  if (lines.length === 0) return null
  return (
    <section className={classes.section} aria-label={title}>
      <h2 className={classes.kind}>
        {title} <span className="numbers">{total}</span>
        {kind === 'late_clock' ? null : <span className={classes.hint}>{t(`kindHint.${kind}`)}</span>}
      </h2>
      <Table className={table.table}>
        <colgroup>
          <col className={classes.number} />
          {kind === 'custody' ? null : <col className={classes.due} />}
          <col />
          {heads.map((head, index) => (
            <col key={head} className={index === 0 ? classes.remark : classes.now} />
          ))}
        </colgroup>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('column.number')}</Table.Th>
            {kind === 'custody' ? null : <Table.Th>{t('column.due')}</Table.Th>}
            <Table.Th>{t('column.what')}</Table.Th>
            {heads.map((head) => (
              <Table.Th key={head}>{head}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map((line) => (
            <Table.Tr key={line.recordId}>
              <Table.Td>
                <Link href={targetPath(line.target)} className={`numbers ${table.small} ${classes.link}`}>
                  {line.number}
                </Link>
              </Table.Td>
              {kind === 'custody' ? null : (
                <Table.Td>
                  <DueCell line={line} past={past} />
                </Table.Td>
              )}
              <Table.Td title={line.what}>{line.what}</Table.Td>
              {cells(line)}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {total > lines.length ? (
        <p className={classes.hint}>{t('more', { listed: lines.length, total })}</p>
      ) : null}
    </section>
  )
}

function DueCell({ line, past }: { readonly line: HandoverLineView; readonly past: boolean }) {
  const { t } = useTranslation(['handover', 'words'])
  const format = useFormat()
  const word = line.kind === 'awaiting_signature' ? t('words:clock.signature') : whyWord(t, line.why)
  return (
    <span className={classes.dueCell}>
      <span className={table.dim}>{word}</span>{' '}
      {line.dueAt === null ? null : past ? (
        <time dateTime={line.dueAt} className="numbers">
          {format.dateTime(line.dueAt)}
        </time>
      ) : (
        <Due dueAt={line.dueAt} />
      )}
    </span>
  )
}
