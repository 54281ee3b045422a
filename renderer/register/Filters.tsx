import { MultiSelect, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { departments, levels, states } from '../../domain/vocabulary.ts'
import { PersonPicker } from '../parts/PersonPicker.tsx'
import { SearchField } from '../parts/SearchField.tsx'
import classes from './register.module.css'
import { complaintClocks, type RegisterView } from './view.ts'

/** What narrows the register. */
export function Filters({ view, onChange }: { view: RegisterView; onChange: (view: RegisterView) => void }) {
  const { t } = useTranslation(['register', 'words'])
  const all = t('filter.all')
  const choice = { size: 'sm', clearable: true, searchable: true } as const
  const closeLabel = { clearButtonProps: { 'aria-label': t('words:do.clear') } }
  return (
    <search className={classes.filters} aria-label={t('filter.label')}>
      <SearchField
        label={t('filter.text')}
        placeholder={t('filter.textHint')}
        value={view.text}
        onChange={(text) => onChange({ ...view, text })}
      />
      <MultiSelect
        {...choice}
        {...closeLabel}
        label={t('words:stateLabel')}
        placeholder={view.states.length === 0 ? all : undefined}
        data={states.map((state) => ({ value: state, label: t(`words:state.${state}`) }))}
        value={view.states}
        onChange={(chosen) => onChange({ ...view, states: states.filter((state) => chosen.includes(state)) })}
      />
      <MultiSelect
        {...choice}
        {...closeLabel}
        label={t('words:levelLabel')}
        placeholder={view.levels.length === 0 ? all : undefined}
        data={levels.map((level) => ({ value: String(level), label: t(`words:level.${level}`) }))}
        value={view.levels.map(String)}
        onChange={(chosen) =>
          onChange({ ...view, levels: levels.filter((level) => chosen.includes(String(level))) })
        }
      />
      <MultiSelect
        {...choice}
        {...closeLabel}
        label={t('column.department')}
        placeholder={view.departments.length === 0 ? all : undefined}
        data={departments.map((department) => ({
          value: department,
          label: t(`words:department.${department}`),
        }))}
        value={view.departments}
        onChange={(chosen) =>
          onChange({
            ...view,
            departments: departments.filter((department) => chosen.includes(department)),
          })
        }
      />
      <MultiSelect
        {...choice}
        {...closeLabel}
        label={t('filter.clocks')}
        placeholder={view.clocks.length === 0 ? all : undefined}
        data={complaintClocks.map((kind) => ({ value: kind, label: t(`words:clock.${kind}`) }))}
        value={view.clocks}
        onChange={(chosen) =>
          onChange({ ...view, clocks: complaintClocks.filter((kind) => chosen.includes(kind)) })
        }
      />
      <Select
        clearable
        {...closeLabel}
        label={t('filter.due')}
        placeholder={all}
        data={(['late', 'soon'] as const).map((due) => ({ value: due, label: t(`words:urgency.${due}`) }))}
        value={view.due}
        onChange={(chosen) =>
          onChange({ ...view, due: chosen === 'late' || chosen === 'soon' ? chosen : null })
        }
      />
      <PersonPicker
        label={t('words:handler')}
        placeholder={all}
        clearable
        {...closeLabel}
        value={view.handlerId}
        onChange={(handlerId) => onChange({ ...view, handlerId })}
      />
    </search>
  )
}
