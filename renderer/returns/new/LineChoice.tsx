import { Checkbox, Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { isCaseEnded } from '../../../domain/case/vocabulary.ts'
import type { CaseRef } from '../../../electron/desk/case-views.ts'
import { paths } from '../../frame/places.ts'
import { useFormat } from '../../i18n/format.ts'
import type { CaseValues, ChoosableLine } from './case-form.ts'
import classes from './new-case.module.css'

interface LineChoiceProps {
  readonly lines: readonly ChoosableLine[]
  /** Of the whole purchase: what is open keeps its units. */
  readonly cases: readonly CaseRef[]
  readonly chosen: CaseValues['lines']
  readonly onChange: (chosen: CaseValues['lines']) => void
  /** Sentences by the place of a line. */
  readonly errorOf: (position: number) => string | undefined
  readonly error: string | undefined
}

/** Which goods, and how many of each; what is back already or in an open case says so and cannot be chosen. */
export function LineChoice({ lines, cases, chosen, onChange, errorOf, error }: LineChoiceProps) {
  const { t } = useTranslation('returns')
  const open = cases.filter((each) => !isCaseEnded(each.state))
  // Where an error about the goods as a whole leads to.
  const firstFree = lines.find((line) => line.available > 0)?.position

  function toggle(position: number, on: boolean): void {
    onChange(
      lines.flatMap((line) => {
        if (line.position === position) return on ? [{ position, units: '1' }] : []
        return chosen.find((each) => each.position === line.position) ?? []
      }),
    )
  }

  return (
    <fieldset className={classes.lines}>
      <legend>{t('lines.label')}</legend>
      {lines.map((line, index) => {
        const choice = chosen.find((each) => each.position === line.position)
        return (
          <div key={line.position} className={classes.choice}>
            <Checkbox
              name={
                choice !== undefined && line.quantity === 1
                  ? `units.${line.position}`
                  : line.position === firstFree
                    ? 'lines'
                    : undefined
              }
              error={line.quantity === 1 ? errorOf(line.position) : undefined}
              label={line.goods === '' ? t('lines.unnamed', { number: index + 1 }) : line.goods}
              description={<About line={line} />}
              disabled={line.available === 0}
              checked={choice !== undefined}
              onChange={(event) => toggle(line.position, event.currentTarget.checked)}
            />
            {choice !== undefined && line.quantity > 1 && (
              <TextInput
                name={`units.${line.position}`}
                className={classes.units}
                label={t('lines.units', { goods: line.goods })}
                inputMode="numeric"
                autoComplete="off"
                value={choice.units}
                error={errorOf(line.position)}
                onChange={(event) => {
                  const units = event.currentTarget.value
                  onChange(chosen.map((each) => (each === choice ? { ...each, units } : each)))
                }}
              />
            )}
            {line.available < line.quantity && <Taken line={line} open={open} />}
          </div>
        )
      })}
      {error !== undefined && (
        <Text size="xs" c="var(--cs-late)">
          {error}
        </Text>
      )}
    </fieldset>
  )
}

function About({ line }: { readonly line: ChoosableLine }) {
  const { t } = useTranslation('returns')
  const format = useFormat()
  const parts = [
    line.serial,
    line.paidFen === null ? '' : format.money(line.paidFen),
    line.quantity > 1 ? t('lines.available', { available: line.available, sold: line.quantity }) : '',
    ...(line.known?.gifts ?? []).map((gift) =>
      t('lines.gift', { name: gift.name, value: format.money(gift.valueFen) }),
    ),
    (line.known?.repairs.length ?? 0) > 0
      ? t('lines.repairs', { count: line.known?.repairs.length ?? 0 })
      : '',
  ]
  return <>{parts.filter((part) => part !== '').join(' · ')}</>
}

/** Why not all units are free: some came back, others are in an open case. */
function Taken({ line, open }: { readonly line: ChoosableLine; readonly open: readonly CaseRef[] }) {
  const { t } = useTranslation('returns')
  const returned = line.known?.returnedUnits ?? 0
  const inCases = (line.known?.takenUnits ?? 0) - returned
  return (
    <div className={classes.taken}>
      {returned > 0 && <span>{t('lines.returned', { count: returned })}</span>}
      {inCases > 0 && (
        <span>
          {t('lines.inCase')}{' '}
          {open.map((each) => (
            <Link key={each.id} href={paths.returnCase(each.id)} className="numbers">
              {each.number}
            </Link>
          ))}
        </span>
      )}
    </div>
  )
}
