import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { CaseRow } from '../../electron/desk/case-views.ts'
import type { ComplaintRow } from '../../electron/desk/views.ts'
import { paths } from '../frame/places.ts'
import { useFormat } from '../i18n/format.ts'
import { LevelBadge } from '../parts/LevelBadge.tsx'
import { useCaseWords } from '../returns/case-words.ts'
import classes from './sign-off.module.css'

interface PaperListProps {
  readonly complaints: readonly ComplaintRow[]
  readonly cases: readonly CaseRow[]
  readonly currentId: string | null
}

/** What waits for a signature, each kind under its own heading. */
export function PaperList({ complaints, cases, currentId }: PaperListProps) {
  const { t } = useTranslation('sign-off')
  return (
    <nav className={classes.list} aria-label={t('list')}>
      {complaints.length === 0 ? null : (
        <Papers heading={t('kind.complaints')}>
          {complaints.map((row) => (
            <ComplaintPaper key={row.id} row={row} current={row.id === currentId} />
          ))}
        </Papers>
      )}
      {cases.length === 0 ? null : (
        <Papers heading={t('kind.cases')}>
          {cases.map((row) => (
            <CasePaper key={row.id} row={row} current={row.id === currentId} />
          ))}
        </Papers>
      )}
    </nav>
  )
}

function Papers({ heading, children }: { readonly heading: string; readonly children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className={classes.kind}>
        {heading}
      </h2>
      {children}
    </section>
  )
}

interface PaperProps<Row> {
  readonly row: Row
  readonly current: boolean
}

function ComplaintPaper({ row, current }: PaperProps<ComplaintRow>) {
  const { t } = useTranslation('sign-off')
  const format = useFormat()
  return (
    <Link href={paths.signOffOf(row.id)} className={classes.item} aria-current={current ? 'true' : undefined}>
      <span className={classes.itemHead}>
        <strong>{row.customerName}</strong>
        <LevelBadge level={row.level} short />
      </span>
      <span className="numbers">{row.number}</span>
      <span className={`one-line ${classes.dim}`}>{row.product === '' ? row.summary : row.product}</span>
      <span className={classes.dim}>
        {row.replyDueAt === null ? '' : t('replyBy', { at: format.short(row.replyDueAt) })}
      </span>
    </Link>
  )
}

function CasePaper({ row, current }: PaperProps<CaseRow>) {
  const { t } = useTranslation('sign-off')
  const format = useFormat()
  const words = useCaseWords()
  const fen = row.refundFen ?? 0
  return (
    <Link href={paths.signOffOf(row.id)} className={classes.item} aria-current={current ? 'true' : undefined}>
      <span className={classes.itemHead}>
        <strong>{row.anonymous ? t('words:anonymous') : row.customerName}</strong>
        {fen > 0 ? <span className="numbers">{format.money(fen)}</span> : null}
      </span>
      <span className="numbers">{row.number}</span>
      <span className="one-line">{words.matter(row)}</span>
      <span className={`one-line ${classes.dim}`}>{row.product}</span>
      <span className={classes.dim}>
        {row.clock === null ? '' : t('signBy', { at: format.short(row.clock.dueAt) })}
      </span>
    </Link>
  )
}
