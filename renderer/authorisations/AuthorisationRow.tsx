import { Button, Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { AuthorisationView } from '../../electron/desk/case-views.ts'
import { useFormat } from '../i18n/format.ts'
import { rowAction, rowLink } from '../parts/row-keys.ts'
import table from '../parts/table.module.css'
import classes from './authorisations.module.css'
import { Scope } from './Scope.tsx'
import { Standing } from './Standing.tsx'

/**
 * One authorisation: what it allows in plain words, how it stands, who signed it, how many cases rest on it.
 * @param today civil date in store time
 * @param href opens it beside the list
 */
export function AuthorisationRow({
  row,
  today,
  href,
}: {
  readonly row: AuthorisationView
  readonly today: string
  readonly href: string
}) {
  const { t } = useTranslation('authorisations')
  const format = useFormat()
  return (
    <Table.Tr>
      <Table.Td>
        <Link href={href} className={`numbers ${table.small}`} {...rowLink} data-row-link={row.id}>
          {row.number}
        </Link>
      </Table.Td>
      <Table.Td className={classes.wrapped}>
        <span className={table.who}>{row.title}</span>
        <br />
        <Scope of={row} />
      </Table.Td>
      <Table.Td>
        <Standing authorisation={row} today={today} />
      </Table.Td>
      <Table.Td title={format.exact(row.signedAt)}>
        {row.signedBy} <span className={table.dim}>{format.date(row.signedAt)}</span>
      </Table.Td>
      <Table.Td className="numbers">{t('uses', { count: row.uses })}</Table.Td>
      <Table.Td>
        <Button
          component={Link}
          href={href}
          size="compact-sm"
          variant="default"
          aria-label={t('openNumber', { number: row.number })}
          {...rowAction}
        >
          {t('open')}
        </Button>
      </Table.Td>
    </Table.Tr>
  )
}
