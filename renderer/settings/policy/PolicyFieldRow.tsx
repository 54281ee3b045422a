import { ActionIcon, NativeSelect, Switch, Textarea, TextInput, Tooltip } from '@mantine/core'
import { IconArrowBackUp, IconLock } from '@tabler/icons-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Policy } from '../../../domain/policy.ts'
import { levels } from '../../../domain/vocabulary.ts'
import { useFormat } from '../../i18n/format.ts'
import { readChoices } from './list-text.ts'
import classes from './policy.module.css'
import type { PolicyField } from './policy-fields.ts'
import { wordKey } from './policy-fields.ts'
import { type FieldValue, shownValue } from './policy-values.ts'

interface PolicyFieldRowProps {
  readonly field: PolicyField
  readonly policy: Policy
  /** What the person typed; undefined while it is as in the policy. */
  readonly typed: FieldValue | undefined
  /** May this person change it here? */
  readonly open: boolean
  readonly lockedByHeadOffice: boolean
  readonly error: string | null
  readonly onChange: (value: FieldValue) => void
}

/** A value in the words of the screen. */
export function useValueWords(): (field: PolicyField, value: FieldValue) => string {
  const { t } = useTranslation(['policy', 'words', 'complaint'])
  const { language } = useFormat()
  return ({ entry }, value) => {
    if (typeof value === 'boolean') return t(value ? 'words:yes' : 'words:no')
    if (entry.kind === 'dates') return value === '' ? t('lists.statutory') : value.replaceAll('\n', ', ')
    if (entry.kind === 'choices')
      return readChoices(value)
        .map((choice) => (language === 'en' ? choice.en : choice.zh))
        .join(t('complaint:listComma'))
    if (entry.kind === 'level') return t(`words:level.${value}`)
    if (entry.kind === 'one_of') return t(`option.${value}`)
    return entry.kind === 'number' ? `${value} ${t(`unit.${entry.unit}`)}` : value
  }
}

/** One value: its name, a sentence that explains it, and the field, or why it cannot be changed. */
export function PolicyFieldRow(props: PolicyFieldRowProps) {
  const { field, policy, typed, open, lockedByHeadOffice, onChange } = props
  const { t } = useTranslation('policy')
  const words = useValueWords()
  const id = useId()
  const inForce = shownValue(policy, field)
  const name = t(`field.${wordKey(field.path)}`)
  const wide = open && (field.entry.kind === 'choices' || field.entry.kind === 'dates')
  return (
    <div
      className={classes.row}
      data-wide={wide || undefined}
      data-changed={typed === undefined ? undefined : true}
    >
      <div>
        <label htmlFor={id} className={classes.name}>
          {name}
        </label>
        <p id={`${id}-says`} className={classes.says}>
          {t(`says.${wordKey(field.path)}`)}
        </p>
      </div>
      {open ? (
        <div className={classes.entry}>
          <Entry {...props} id={id} value={typed ?? inForce} />
          {typed === undefined ? null : (
            <p className={classes.was}>
              {wide ? null : t('was', { value: words(field, inForce) })}
              <Tooltip label={t('undo')}>
                <ActionIcon
                  variant="subtle"
                  size={24}
                  aria-label={t('undoWhat', { field: name })}
                  onClick={() => onChange(inForce)}
                >
                  <IconArrowBackUp size={16} stroke={1.75} aria-hidden />
                </ActionIcon>
              </Tooltip>
            </p>
          )}
        </div>
      ) : (
        <div className={classes.locked}>
          <output id={id} aria-describedby={`${id}-says`}>
            {words(field, inForce)}
          </output>
          {lockedByHeadOffice ? (
            <Tooltip label={t('locked')}>
              <span className={classes.lock}>
                <IconLock size={14} stroke={1.75} aria-hidden />
                <span className="only-for-readers">{t('locked')}</span>
              </span>
            </Tooltip>
          ) : null}
        </div>
      )}
    </div>
  )
}

function Entry({
  field: { entry },
  value,
  error,
  onChange,
  id,
}: PolicyFieldRowProps & { id: string; value: FieldValue }) {
  const { t } = useTranslation(['policy', 'words'])
  const shared = { id, 'aria-describedby': `${id}-says`, error } as const
  if (typeof value === 'boolean' || entry.kind === 'yes_no')
    return (
      <Switch
        {...shared}
        checked={value === true}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    )
  if (entry.kind === 'one_of' || entry.kind === 'level') {
    const data =
      entry.kind === 'level'
        ? levels.map((level) => ({ value: String(level), label: t(`words:level.${level}`) }))
        : entry.codes.map((code) => ({ value: code, label: t(`option.${code}`) }))
    return (
      <NativeSelect
        {...shared}
        data={data}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    )
  }
  if (entry.kind === 'choices' || entry.kind === 'dates')
    return (
      <Textarea
        {...shared}
        autosize
        minRows={2}
        maxRows={10}
        value={value}
        placeholder={entry.kind === 'dates' ? t('lists.statutory') : undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    )
  if (entry.kind === 'time')
    return (
      <TextInput
        {...shared}
        className={classes.number}
        inputMode="numeric"
        autoComplete="off"
        maxLength={5}
        placeholder="10:00"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value.trim().replace('：', ':'))}
      />
    )
  return (
    <span className={classes.withUnit}>
      <TextInput
        {...shared}
        className={classes.number}
        inputMode={entry.unit === 'yuan' ? 'decimal' : 'numeric'}
        autoComplete="off"
        maxLength={9}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value.trim())}
      />
      <span>{t(`unit.${entry.unit}`)}</span>
    </span>
  )
}
