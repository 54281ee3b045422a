import { NativeSelect, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import type { Policy } from '../../domain/policy.ts'
import { departments, levels, threats } from '../../domain/vocabulary.ts'
import type { StaffView } from '../../electron/desk/views.ts'
import { PinField } from '../complaint/actions/PinField.tsx'
import classes from './intake.module.css'
import type { Flag, IntakeValues, Suggestion } from './intake-form.ts'
import { chosen, commonFlags } from './intake-form.ts'
import { MoreFields } from './MoreFields.tsx'
import { ToggleGroup } from './ToggleGroup.tsx'

interface HowBadProps {
  readonly form: UseFormReturnType<IntakeValues>
  readonly suggestion: Suggestion
  readonly policy: Policy
  readonly staff: readonly StaffView[]
}

/** The third group of the form: circumstances, and the level, department and handler that follow from them. */
export function HowBad({ form, suggestion, policy, staff }: HowBadProps) {
  const { t } = useTranslation('intake')
  const { values } = form
  const decided = chosen(values, suggestion)
  const select = (name: keyof IntakeValues) => ({ size: 'sm' as const, name, ...form.getInputProps(name) })
  return (
    <section className={classes.group} aria-labelledby="intake-bad">
      <h2 id="intake-bad">{t('howBad')}</h2>
      <div className={classes.rows}>
        <ToggleGroup<Flag>
          label={t('label.circumstances')}
          choices={commonFlags.map((each) => ({ value: each, label: t(`flag.${each}`) }))}
          value={values.flags}
          onChange={(value) => form.setFieldValue('flags', value)}
        />
        <ToggleGroup
          label={t('label.threatens')}
          choices={threats.map((each) => ({ value: each, label: t(`words:threat.${each}`) }))}
          value={values.threatens}
          onChange={(value) => form.setFieldValue('threatens', value)}
        />
        <div className={classes.row}>
          <div>
            <NativeSelect
              {...select('level')}
              label={t('label.level')}
              value={String(decided.level)}
              data={levels.map((each) => ({ value: String(each), label: t(`words:level.${each}`) }))}
              onChange={(event) => {
                const level = levels.find((each) => String(each) === event.currentTarget.value)
                form.setFieldValue('level', level ?? null)
              }}
            />
            {values.level !== null && values.level !== suggestion.level && (
              <p className={classes.hint}>{t('suggested', { what: t(`words:level.${suggestion.level}`) })}</p>
            )}
          </div>
          <div>
            <NativeSelect
              {...select('department')}
              label={t('label.department')}
              value={decided.department ?? ''}
              data={[
                { value: '', label: t('words:noDepartment') },
                ...departments.map((each) => ({ value: each, label: t(`words:department.${each}`) })),
              ]}
              onChange={(event) => {
                const department = departments.find((each) => each === event.currentTarget.value)
                form.setFieldValue('department', department ?? '')
              }}
            />
            {values.department !== null &&
              decided.department !== suggestion.department &&
              suggestion.department !== null && (
                <p className={classes.hint}>
                  {t('suggested', { what: t(`words:department.${suggestion.department}`) })}
                </p>
              )}
          </div>
          <NativeSelect
            label={t('label.handler')}
            data={[
              { value: '', label: t('words:noHandler') },
              ...staff
                .filter((each) => each.active && each.role !== 'department')
                .map((each) => ({ value: each.id, label: `${each.name} ${each.number}` })),
            ]}
            {...select('handlerId')}
          />
        </div>
        {decided.level < suggestion.level && (
          <div className={classes.row}>
            <p className={classes.hint}>{t('needsManager')}</p>
            <TextInput label={t('label.managerNumber')} autoComplete="off" {...select('managerNumber')} />
            <PinField label={t('label.managerPin')} {...select('managerPin')} />
          </div>
        )}
        <MoreFields form={form} policy={policy} />
      </div>
    </section>
  )
}
