import { Button, Checkbox, Group, Kbd, MultiSelect, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { authorisationSchema } from '../../domain/case/input.ts'
import { caseReasons } from '../../domain/case/vocabulary.ts'
import type { Policy } from '../../domain/policy.ts'
import { pinSchema } from '../../domain/text.ts'
import { useCommand } from '../api/command.ts'
import { useTRPC, useTRPCClient } from '../api/trpc.ts'
import actions from '../complaint/actions/actions.module.css'
import { PinField } from '../complaint/actions/PinField.tsx'
import { SideDrawer } from '../complaint/actions/SideDrawer.tsx'
import { useErrorWords } from '../i18n/error-words.ts'
import { useFieldCheck } from '../i18n/field-check.ts'
import { useFormat } from '../i18n/format.ts'
import { focusFirstError, useFieldErrors } from '../intake/field-errors.ts'
import { onEnterMoveOn } from '../intake/keyboard.ts'
import { showRecorded } from '../intake/recorded-notice.ts'
import { LoadFailed } from '../parts/LoadFailed.tsx'
import { Loading } from '../parts/Loading.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import {
  type AuthorisationValues,
  authorisationInput,
  emptyAuthorisation,
  fieldOfPath,
  furtherProblems,
} from './authorisation-form.ts'
import { Scope } from './Scope.tsx'

const remedies = authorisationSchema.shape.remedies.element.options

interface SignAuthorisationProps {
  /** Civil date in store time. */
  readonly today: string
  readonly onClose: () => void
}

/** The manager writes an authorisation, reads what it will mean, and signs it with the PIN. */
export function SignAuthorisation({ today, onClose }: SignAuthorisationProps) {
  const { t } = useTranslation('authorisations')
  const policy = useQuery(useTRPC().policy.current.queryOptions())
  return (
    <SideDrawer title={t('sign')} onClose={onClose}>
      {policy.isError ? <LoadFailed error={policy.error} onRetry={() => void policy.refetch()} /> : null}
      {policy.isPending ? <Loading /> : null}
      {policy.data === undefined ? null : (
        <AuthorisationForm policy={policy.data} today={today} onClose={onClose} />
      )}
    </SideDrawer>
  )
}

function AuthorisationForm({ policy, today, onClose }: SignAuthorisationProps & { readonly policy: Policy }) {
  const { t } = useTranslation(['authorisations', 'words'])
  const format = useFormat()
  const words = useErrorWords()
  const fieldErrors = useFieldErrors()
  const check = useFieldCheck()
  const element = useRef<HTMLFormElement>(null)
  const busy = useRef(false)
  const [pin, setPin] = useState('')
  const form = useForm<AuthorisationValues>({ initialValues: emptyAuthorisation(today) })
  const command = useCommand(useTRPCClient().authorisations.sign.mutate, {
    onDone: (signed) => {
      showRecorded(t('form.done', { number: signed.number }))
      onClose()
    },
  })
  const limitFen = policy.goodwill.manager.totalFen
  const parsed = authorisationSchema.safeParse(authorisationInput(form.values))
  const refused = command.problem?.kind === 'refused' ? command.problem.desk : null
  const refusedAt = refused?.field === 'pin' ? 'pin' : fieldOfPath[refused?.field?.split('.')[0] ?? '']
  const errorAt = (name: keyof AuthorisationValues) =>
    form.errors[name] ?? (refused !== null && refusedAt === name ? words.ofDesk(refused) : undefined)

  // The field that was refused may lie below the fold.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once per refusal, not per rendering
  useEffect(() => {
    if (refusedAt !== undefined) focusFirstError(element.current)
  }, [refused])

  /** What stands in the way, in words at the fields of the screen; empty when nothing does. */
  function problems(): Record<string, string> {
    const found: Record<string, string> = {}
    if (!parsed.success)
      for (const [path, sentence] of Object.entries(fieldErrors(parsed.error)))
        found[fieldOfPath[path.split('.')[0] ?? ''] ?? path] ??= sentence
    else
      for (const [name, code] of Object.entries(furtherProblems(parsed.data, { limitFen, today })))
        found[name] = t(`form.problem.${code}`, { limit: format.money(limitFen) })
    const wrongPin = check(pinSchema)(pin)
    return wrongPin === null ? found : { ...found, pin: wrongPin }
  }

  async function send(): Promise<void> {
    if (busy.current) return
    const found = problems()
    form.setErrors(found)
    if (Object.keys(found).length > 0 || !parsed.success) {
      focusFirstError(element.current)
      return
    }
    busy.current = true
    try {
      await command.run({ ...parsed.data, pin })
    } finally {
      busy.current = false
      setPin('')
    }
  }

  function onKeyDown(event: KeyboardEvent<HTMLFormElement>): void {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      void send()
    } else onEnterMoveOn(event)
  }

  const field = (name: keyof AuthorisationValues) => ({ ...form.getInputProps(name), error: errorAt(name) })
  return (
    <form
      ref={element}
      noValidate
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <Stack gap="sm">
        <TextInput
          label={t('form.title')}
          placeholder={t('form.titleHint')}
          data-autofocus
          autoComplete="off"
          {...field('title')}
        />
        <Checkbox.Group label={t('form.remedies')} {...field('remedies')}>
          <Group gap="md" pt={4}>
            {remedies.map((each) => (
              <Checkbox key={each} value={each} label={t(`words:caseRemedy.${each}`)} />
            ))}
          </Group>
        </Checkbox.Group>
        <Checkbox.Group label={t('form.reasons')} description={t('form.reasonsHint')} {...field('reasons')}>
          <Group gap="md" pt={4}>
            {caseReasons.map((each) => (
              <Checkbox key={each} value={each} label={t(`words:caseReason.${each}`)} />
            ))}
          </Group>
        </Checkbox.Group>
        <MultiSelect
          label={t('form.families')}
          placeholder={form.values.families.length === 0 ? t('scope.anyFamily') : ''}
          searchable
          nothingFoundMessage={t('words:noMatch')}
          data={policy.families.map((each) => ({
            value: each.code,
            label: format.language === 'en' ? each.en : each.zh,
          }))}
          {...field('families')}
        />
        <Group grow align="start">
          <TextInput
            label={t('form.maxDay')}
            description={t('form.maxDayHint')}
            inputMode="numeric"
            autoComplete="off"
            {...field('maxDay')}
          />
          <TextInput
            label={t('form.maxYuan')}
            description={t('form.maxYuanHint', { limit: format.money(limitFen) })}
            inputMode="decimal"
            autoComplete="off"
            leftSection="¥"
            {...field('maxYuan')}
          />
        </Group>
        <Group grow align="start">
          <TextInput label={t('form.fromOn')} type="date" max="9999-12-31" {...field('fromOn')} />
          <TextInput label={t('form.toOn')} type="date" max="9999-12-31" {...field('toOn')} />
        </Group>
        <Textarea label={t('form.terms')} autosize minRows={2} maxRows={8} {...field('terms')} />
        <section className={actions.aside} aria-label={t('form.effect')} aria-live="polite">
          <strong>{t('form.effect')}</strong>
          {parsed.success ? (
            <>
              <p>
                <Scope of={parsed.data} />
              </p>
              <p>{t('form.effectText')}</p>
            </>
          ) : (
            <p>{t('form.effectIncomplete')}</p>
          )}
        </section>
        <PinField
          label={t('pin')}
          value={pin}
          onChange={(event) => {
            setPin(event.currentTarget.value)
            form.clearFieldError('pin')
          }}
          error={
            form.errors.pin ??
            (refused !== null && refusedAt === 'pin' && pin === '' ? words.ofDesk(refused) : undefined)
          }
        />
        {refusedAt === undefined ? (
          <ProblemNotice problem={command.problem} onSendAgain={() => void send()} />
        ) : null}
      </Stack>
      <div className={actions.footer}>
        <Button type="submit" loading={command.pending}>
          {t('sign')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('words:do.cancel')}
        </Button>
        <Text size="xs" c="dimmed">
          <Kbd size="xs">Ctrl</Kbd> + <Kbd size="xs">Enter</Kbd>
        </Text>
      </div>
    </form>
  )
}
