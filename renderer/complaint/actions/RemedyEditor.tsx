import { ActionIcon, Button, Fieldset, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core'
import { IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { remedyBases } from '../../../domain/complaint/input.ts'
import { departments, remedyKinds } from '../../../domain/vocabulary.ts'
import classes from './actions.module.css'
import { draftWording } from './draft-wording.ts'
import type { ActionFormState, FieldProps } from './FieldControl.tsx'
import { remedyDraft } from './first-options.ts'
import type { OptionDraft } from './form-values.ts'
import { optionDraftsSchema } from './form-values.ts'

/** How many options, and lines of one, the desk takes. */
const mostOptions = 5
const mostLines = 20

/** Remedy lines of the resolution and of its alternatives, in the order in which they will be offered. */
export function RemedyEditor({ field, form, context, first }: FieldProps) {
  const { t } = useTranslation('complaint')
  const options = optionDraftsSchema.parse(form.values[field.name])

  function change(make: (options: OptionDraft[]) => OptionDraft[]): void {
    form.setFieldValue(field.name, make(options))
  }

  return (
    <Stack gap="sm">
      {options.map((option, index) => (
        <Fieldset
          // biome-ignore lint/suspicious/noArrayIndexKey: options have no identity but their order
          key={index}
          legend={t(index === 0 ? 'propose.first' : 'propose.alternative', { number: index + 1 })}
          className={classes.option}
        >
          <Stack gap="xs">
            {option.lines.map((_, position) => (
              <LineFields
                // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their order
                key={position}
                path={`${field.name}.${index}.lines.${position}`}
                number={position + 1}
                form={form}
                autoFocus={first && index === 0 && position === 0}
                onRemove={
                  option.lines.length > 1
                    ? () => change((list) => withLines(list, index, option.lines.toSpliced(position, 1)))
                    : undefined
                }
              />
            ))}
            <Group gap="xs">
              {option.lines.length < mostLines && (
                <Button
                  size="xs"
                  variant="default"
                  leftSection={<IconPlus size={14} aria-hidden />}
                  onClick={() =>
                    change((list) =>
                      withLines(list, index, [...option.lines, remedyDraft('explanation', 'law')]),
                    )
                  }
                >
                  {t('propose.addLine')}
                </Button>
              )}
              {index > 0 && (
                <>
                  <Button
                    size="xs"
                    variant="subtle"
                    leftSection={<IconArrowUp size={14} aria-hidden />}
                    onClick={() => change((list) => moved(list, index))}
                  >
                    {t('propose.offerEarlier')}
                  </Button>
                  <Button
                    size="xs"
                    variant="subtle"
                    color="red"
                    onClick={() => change((list) => list.toSpliced(index, 1))}
                  >
                    {t('propose.removeAlternative')}
                  </Button>
                </>
              )}
            </Group>
          </Stack>
        </Fieldset>
      ))}
      {form.errors[field.name] !== undefined && (
        <Text size="xs" c="var(--cs-late)">
          {form.errors[field.name]}
        </Text>
      )}
      <Group gap="xs">
        {options.length < mostOptions && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => change((list) => [...list, { lines: [remedyDraft('compensation', 'goodwill')] }])}
          >
            {t('propose.addAlternative')}
          </Button>
        )}
        <Button
          size="xs"
          variant="default"
          onClick={() => form.setFieldValue('wording', draftWording(context.complaint, options, t))}
        >
          {t('propose.draftWording')}
        </Button>
      </Group>
    </Stack>
  )
}

function withLines(options: OptionDraft[], index: number, lines: OptionDraft['lines']): OptionDraft[] {
  return options.map((option, each) => (each === index ? { lines } : option))
}

/** The option at `index` changes places with the one before it. */
function moved(options: OptionDraft[], index: number): OptionDraft[] {
  const option = options[index]
  return option === undefined ? options : options.toSpliced(index, 1).toSpliced(index - 1, 0, option)
}

interface LineFieldsProps {
  readonly path: string
  readonly number: number
  readonly form: ActionFormState
  readonly autoFocus: boolean
  readonly onRemove: (() => void) | undefined
}

function LineFields({ path, number, form, autoFocus, onRemove }: LineFieldsProps) {
  const { t } = useTranslation('complaint')
  const input = (name: string) => ({ size: 'xs' as const, ...form.getInputProps(`${path}.${name}`) })
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would want a visible legend; the labels stand in the fields
    <div className={classes.remedy} role="group" aria-label={t('propose.line', { number })}>
      <NativeSelect
        label={t('remedy.kind')}
        data={remedyKinds.map((kind) => ({ value: kind, label: t(`words:remedy.${kind}`) }))}
        data-autofocus={autoFocus || undefined}
        {...input('kind')}
      />
      <NativeSelect
        label={t('remedy.basis')}
        data={remedyBases.map((basis) => ({ value: basis, label: t(`words:remedyBasis.${basis}`) }))}
        {...input('basis')}
      />
      <TextInput label={t('remedy.amount')} inputMode="decimal" autoComplete="off" {...input('amountFen')} />
      <NativeSelect
        label={t('remedy.department')}
        data={[
          { value: '', label: t('remedy.ourDesk') },
          ...departments.map((each) => ({ value: each, label: t(`words:department.${each}`) })),
        ]}
        {...input('department')}
      />
      <TextInput label={t('remedy.dueOn')} type="date" max="9999-12-31" {...input('dueOn')} />
      <div className={classes.remedyDetail}>
        <TextInput
          label={t('remedy.detail')}
          autoComplete="off"
          className={classes.grow}
          {...input('detail')}
        />
        {onRemove !== undefined && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size={30}
            aria-label={t('propose.removeLine', { number })}
            onClick={onRemove}
          >
            <IconTrash size={16} stroke={1.75} aria-hidden />
          </ActionIcon>
        )}
      </div>
    </div>
  )
}
