import { Button, Select, Table } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PaymentMethod } from '../../domain/case/vocabulary.ts'
import { paymentMethods } from '../../domain/case/vocabulary.ts'
import type { SaleChannel } from '../../domain/entitlement.ts'
import { saleChannels } from '../../domain/entitlement.ts'
import type { TillField, TillMapping } from '../../domain/till/fields.ts'
import { mappingProblems, requiredFields, tillFields } from '../../domain/till/fields.ts'
import type { TillFileView } from '../../electron/desk/till/views.ts'
import table from '../parts/table.module.css'
import classes from './till.module.css'

/** How the columns of a file are read. */
export interface ColumnChoice {
  readonly mapping: TillMapping
  readonly channel: SaleChannel
  readonly paymentMethod: PaymentMethod | null
}

const samples = 3

const fieldOf = (code: string | null) => tillFields.find((field) => field === code) ?? null

/** What the mapping still lacks, and what it will do. */
function MappingWords({ mapping }: { mapping: TillMapping }) {
  const { t, i18n } = useTranslation('till')
  const list = (fields: readonly TillField[]) =>
    new Intl.ListFormat(i18n.language).format(fields.map((field) => t(`field.${field}`)))
  const { missing, twice } = mappingProblems(mapping)
  return (
    <div role="status" className={classes.mappingWords}>
      {missing.length > 0 ? (
        <p className={classes.wrong}>{t('columns.missing', { fields: list(missing) })}</p>
      ) : null}
      {twice.length > 0 ? (
        <p className={classes.wrong}>{t('columns.twice', { fields: list(twice) })}</p>
      ) : null}
      {mapping.includes('serialNumber') && !mapping.includes('lineNumber') ? (
        <p className={classes.dim}>{t('columns.serialHint')}</p>
      ) : null}
    </div>
  )
}

/**
 * Which column of the export holds what, with what stands in the first rows.
 * @param file as the desk opened it
 * @param chosen what was chosen before, when the person comes back from the check
 * @param onCheck with a mapping that is complete
 */
export function Columns({
  file,
  chosen,
  pending,
  onCheck,
}: {
  file: TillFileView
  chosen: ColumnChoice
  pending: boolean
  onCheck: (choice: ColumnChoice) => void
}) {
  const { t } = useTranslation('till')
  const [choice, setChoice] = useState(chosen)
  const { mapping } = choice
  const { missing, twice } = mappingProblems(mapping)
  const required = new Set<TillField>(requiredFields)
  const options = tillFields.map((field) => ({
    value: field,
    label: required.has(field) ? `${t(`field.${field}`)} *` : t(`field.${field}`),
  }))
  const choose = (column: number, code: string | null) =>
    setChoice({ ...choice, mapping: mapping.with(column, fieldOf(code)) })
  const nameOf = (header: string, column: number) =>
    header === '' ? t('columns.noHeader', { number: column + 1 }) : header

  return (
    <form
      className={classes.step}
      onSubmit={(event) => {
        event.preventDefault()
        onCheck(choice)
      }}
    >
      <h2 className={classes.heading}>{t('columns.title')}</h2>
      <p className={classes.dim}>{t(file.remembered ? 'columns.remembered' : 'columns.suggested')}</p>
      <Table className={`${table.table} ${classes.columns}`} aria-label={t('columns.title')}>
        <colgroup>
          <col className={classes.headerColumn} />
          <col />
          <col className={classes.fieldColumn} />
        </colgroup>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('columns.header')}</Table.Th>
            <Table.Th>{t('columns.sample')}</Table.Th>
            <Table.Th>{t('columns.field')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {file.headers.map((header, column) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place; headers may be alike
            <Table.Tr key={column}>
              <Table.Td className={table.who}>{nameOf(header, column)}</Table.Td>
              <Table.Td className={table.dim}>
                {file.sample
                  .slice(0, samples)
                  .map((row) => row.cells[column] ?? '')
                  .filter((cell) => cell !== '')
                  .join(' · ')}
              </Table.Td>
              <Table.Td>
                <Select
                  size="xs"
                  aria-label={t('columns.choose', { header: nameOf(header, column) })}
                  data={options}
                  value={mapping[column] ?? null}
                  placeholder={t('columns.none')}
                  onChange={(code) => choose(column, code)}
                  clearable
                  searchable
                />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <MappingWords mapping={mapping} />
      <div className={classes.defaults}>
        <Select
          label={t(mapping.includes('channel') ? 'columns.channelBlank' : 'columns.channel')}
          data={saleChannels.map((code) => ({ value: code, label: t(`channelName.${code}`) }))}
          value={choice.channel}
          allowDeselect={false}
          onChange={(code) =>
            setChoice({ ...choice, channel: saleChannels.find((each) => each === code) ?? 'store' })
          }
        />
        <Select
          label={t('columns.payment')}
          data={paymentMethods.map((code) => ({ value: code, label: t(`paymentName.${code}`) }))}
          value={choice.paymentMethod}
          placeholder={t('columns.paymentNone')}
          onChange={(code) =>
            setChoice({ ...choice, paymentMethod: paymentMethods.find((each) => each === code) ?? null })
          }
          clearable
        />
        <Button type="submit" loading={pending} disabled={missing.length + twice.length > 0}>
          {t('columns.check')}
        </Button>
      </div>
    </form>
  )
}
