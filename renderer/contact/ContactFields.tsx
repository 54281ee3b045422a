import { Button, Group, Stack, Text } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import type { KeyboardEvent, RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallResult } from '../../domain/contact.ts'
import type { Policy } from '../../domain/policy.ts'
import type { Me, StaffView } from '../../electron/desk/views.ts'
import type { FormValues } from '../complaint/actions/form-values.ts'
import { PlainField } from '../complaint/actions/PlainField.tsx'
import { contactFields, isCall, promises, quickTimes, usualAttempt, withResult } from './contact-form.ts'
import { ResultField, resultOfKey } from './ResultField.tsx'

interface ContactFieldsProps {
  readonly form: UseFormReturnType<FormValues>
  readonly context: {
    readonly staff: readonly StaffView[]
    readonly me: Me
    readonly policy: Policy
    /** When the form was opened, ms. */
    readonly now: number
  }
  /** Fields that the matter has no use for. */
  readonly without?: readonly string[]
  /** The form's element, to go on in it with the keys. */
  readonly element: RefObject<HTMLElement | null>
}

/** Chooses a result: the usual next step of an attempt comes with it, a talk goes on to what was said. */
export function useResult({
  form,
  context,
  element,
}: Pick<ContactFieldsProps, 'form' | 'context' | 'element'>) {
  const { t } = useTranslation('calls')
  return (result: CallResult) => {
    const { me, policy, now } = context
    const usual = { nextStep: t('form.again'), nextAt: usualAttempt(now, policy, me.store.timeZone) }
    form.setValues(withResult(form.getValues(), result, usual))
    form.clearFieldError('result')
    const says = result === 'talked' || result === 'message_left'
    element.current
      ?.querySelector<HTMLElement>(says ? 'textarea' : `input[type="radio"][value="${result}"]`)
      ?.focus()
  }
}

/**
 * Takes a digit for the result of the call, where it is typed into no text.
 * @param event the key
 * @param values what the form holds
 * @param choose sets the result
 */
export function takeDigit(
  event: KeyboardEvent | globalThis.KeyboardEvent,
  values: FormValues,
  choose: (result: CallResult) => void,
): void {
  if (event.ctrlKey || event.metaKey || event.altKey || !isCall(values) || typesText(event.target)) return
  const result = resultOfKey(event.key)
  if (result === null) return
  event.preventDefault()
  choose(result)
}

/** Is something being typed there? */
export function typesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.closest('textarea, select, input:not([type="radio"]):not([type="checkbox"])') !== null
}

/** Fields that stand beside each other, or below the rest. */
const pairs: readonly string[] = ['nextStep', 'nextAt', 'onSiteAt', 'onSiteDone']

/** The fields of one contact: how it went, what was said, what happens next and when. */
export function ContactFields({ form, context, without = [], element }: ContactFieldsProps) {
  const { t } = useTranslation('complaint')
  const choose = useResult({ form, context, element })
  const { me, policy, now } = context
  const values = form.getValues()
  const shown = contactFields.filter(
    (field) => !without.includes(field.name) && (!('when' in field) || field.when(values)),
  )
  const [direction, channel, ...rest] = shown
  const plain = (field: (typeof shown)[number]) => (
    <PlainField
      key={field.name}
      field={field}
      form={form}
      label={t(`field.${field.name}`)}
      first={field.name === 'said' && !isCall(values)}
      words="complaint"
      context={context}
    />
  )
  return (
    <Stack gap="sm">
      {isCall(values) && <ResultField form={form} first onResult={choose} />}
      {rest.filter((field) => !pairs.includes(field.name)).map(plain)}
      <Group grow align="start">
        {rest.filter((field) => field.name === 'nextStep' || field.name === 'nextAt').map(plain)}
      </Group>
      {values.nuisance === true ? null : (
        <Group gap={6}>
          <Text size="xs" c="dimmed">
            {t('calls:form.quick')}
          </Text>
          {quickTimes(now, policy, me.store.timeZone).map(({ code, at, clock }) => (
            <Button
              key={code}
              size="compact-xs"
              variant="default"
              onClick={() => form.setFieldValue('nextAt', at)}
            >
              {t(`calls:form.${code}`, { at: clock })}
            </Button>
          ))}
        </Group>
      )}
      {promises(values) && (
        <Text size="xs" c="dimmed">
          {t('calls:form.promise')}
        </Text>
      )}
      <Group grow align="start">
        {[direction, channel].map((field) => (field === undefined ? null : plain(field)))}
      </Group>
      {rest.filter((field) => field.name === 'onSiteAt' || field.name === 'onSiteDone').map(plain)}
    </Stack>
  )
}
