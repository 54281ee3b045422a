import { Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { PermissionView } from '../../electron/desk/contact-views.ts'
import { problemOf } from '../api/command.ts'
import { useTRPC, useTRPCClient } from '../api/trpc.ts'
import type { FormValues } from '../complaint/actions/form-values.ts'
import { PinField } from '../complaint/actions/PinField.tsx'
import { useFormat } from '../i18n/format.ts'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import classes from './contact.module.css'
import { isCall } from './contact-form.ts'

export type MatterId = { readonly complaintId: string } | { readonly caseId: string }

/**
 * What the contact guard says of a call now.
 * @param of the complaint or case
 */
export function usePermission(of: MatterId): PermissionView | null {
  const query = useQuery({ ...useTRPC().contacts.permission.queryOptions(of), refetchInterval: 60_000 })
  return query.data ?? null
}

/** Does the guard refuse the call that the form describes? */
export function isRefused(permission: PermissionView | null, values: FormValues): boolean {
  if (permission === null || permission.allowed || !isCall(values)) return false
  return !(permission.reason === 'outside_hours' && values.askedFor === true)
}

interface GuardPanelProps {
  readonly of: MatterId
  /** Masked. */
  readonly phones: readonly string[]
  readonly form: UseFormReturnType<FormValues>
  readonly permission: PermissionView | null
  /** Shows the number at once: pressed as a key outside. */
  readonly revealing: number
}

/** What the guard says, before the number is shown; the number on request; the manager's way past it. */
export function GuardPanel({ of, phones, form, permission, revealing }: GuardPanelProps) {
  const { t } = useTranslation('calls')
  const desk = useTRPCClient()
  const values = form.getValues()
  const refused = isRefused(permission, values)
  const revealed = useMutation({
    mutationFn: () => {
      const override = refused ? values.override : null
      const given = override instanceof Object && 'pin' in override && override.pin !== ''
      return desk.contacts.reveal.mutate({
        of,
        askedFor: values.askedFor === true,
        override: given ? readOverride(override) : null,
      })
    },
  })
  const reveal = revealed.mutate
  useEffect(() => {
    if (revealing > 0) reveal()
  }, [revealing, reveal])

  if (!isCall(values)) return null
  const numbers = revealed.data?.phones ?? phones
  return (
    <section
      className={classes.guard}
      data-standing={refused ? 'refused' : (permission?.warning ?? 'allowed')}
      aria-label={t('guard.label')}
    >
      <Group gap="sm">
        <span className={`numbers ${classes.number}`}>
          {numbers.length === 0 ? t('guard.noNumber') : numbers.join(' / ')}
        </span>
        {phones.length > 0 && revealed.data === undefined && (
          <Button
            size="compact-sm"
            variant="default"
            loading={revealed.isPending}
            onClick={() => reveal()}
            aria-keyshortcuts="R"
          >
            {t('guard.reveal')} (R)
          </Button>
        )}
      </Group>
      {permission !== null && <Says permission={permission} refused={refused} />}
      {permission !== null && !permission.allowed && permission.reason === 'outside_hours' && (
        <Checkbox label={t('form.askedFor')} {...form.getInputProps('askedFor', { type: 'checkbox' })} />
      )}
      {refused && permission?.overridable === true && <OverrideFields form={form} />}
      <ProblemNotice problem={problemOf(revealed.error)} />
    </section>
  )
}

function readOverride(override: object): { staffNumber: string; pin: string; reason: string } {
  const part = (name: string) => String(Object.entries(override).find(([key]) => key === name)?.[1] ?? '')
  return { staffNumber: part('staffNumber'), pin: part('pin'), reason: part('reason') }
}

function Says({ permission, refused }: { readonly permission: PermissionView; readonly refused: boolean }) {
  const { t } = useTranslation('calls')
  const format = useFormat()
  const { callsToday, maxPerDay, reason, nextAllowedAt, warning } = permission
  const count = { calls: callsToday.length, most: maxPerDay }
  return (
    <div>
      <Text size="sm" fw={refused || warning !== null ? 600 : undefined} role={refused ? 'alert' : undefined}>
        {refused && reason !== null && t(`words:contactRefusal.${reason}`)}
        {!refused && t(warning === null ? 'guard.allowed' : 'guard.last', count)}{' '}
        {refused && nextAllowedAt !== null && t('guard.next', { at: format.short(nextAllowedAt) })}
        {!refused && permission.askedFor && t('guard.askedFor')}
      </Text>
      {callsToday.map((call) => (
        <div key={call.at} className={classes.dim}>
          {t('guard.call', { at: format.short(call.at), by: call.by })}{' '}
          {call.result !== null && t(`words:callResult.${call.result}`)}
        </div>
      ))}
    </div>
  )
}

function OverrideFields({ form }: { readonly form: UseFormReturnType<FormValues> }) {
  const { t } = useTranslation('calls')
  return (
    <Stack gap={6} component="fieldset" className={classes.override}>
      <legend>{t('form.override')}</legend>
      <Group grow align="start">
        <TextInput
          label={t('form.overrideNumber')}
          autoComplete="off"
          {...form.getInputProps('override.staffNumber')}
        />
        <PinField label={t('form.overridePin')} {...form.getInputProps('override.pin')} />
      </Group>
      <TextInput
        label={t('form.overrideReason')}
        autoComplete="off"
        {...form.getInputProps('override.reason')}
      />
    </Stack>
  )
}
