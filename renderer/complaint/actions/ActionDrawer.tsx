import { Button, Kbd, Stack, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQueryClient } from '@tanstack/react-query'
import type { KeyboardEvent } from 'react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { actionInputs } from '../../../domain/complaint/input.ts'
import type { Action } from '../../../domain/complaint/moves.ts'
import { useCommand } from '../../api/command.ts'
import { useTRPCClient } from '../../api/trpc.ts'
import { useErrorWords } from '../../i18n/error-words.ts'
import { focusFirstError, useFieldErrors } from '../../intake/field-errors.ts'
import { showRecorded } from '../../intake/recorded-notice.ts'
import { ProblemNotice } from '../../parts/ProblemNotice.tsx'
import { ActionAside } from './ActionAside.tsx'
import type { FormContext } from './action-forms.ts'
import { actionForms, currentResolution } from './action-forms.ts'
import classes from './actions.module.css'
import { ChangedMeanwhile } from './ChangedMeanwhile.tsx'
import { FieldControl } from './FieldControl.tsx'
import type { FormValues } from './form-values.ts'
import { inputOf } from './form-values.ts'
import { SideDrawer } from './SideDrawer.tsx'

interface ActionDrawerProps {
  readonly action: Action
  readonly context: FormContext
  /** What was typed before the drawer was closed without recording. */
  readonly kept: FormValues | undefined
  readonly onKeep: (values: FormValues) => void
  readonly onClose: () => void
  readonly onDone: () => void
}

/** The one drawer in which an action of the table is entered, from its description in `actionForms`. */
export function ActionDrawer({ action, context, kept, onKeep, onClose, onDone }: ActionDrawerProps) {
  const { t } = useTranslation('complaint')
  const words = useErrorWords()
  const desk = useTRPCClient()
  const queryClient = useQueryClient()
  const fieldErrors = useFieldErrors()
  const { complaint, me } = context
  const description = actionForms[action]
  const formElement = useRef<HTMLFormElement>(null)
  const busy = useRef(false)
  const [seen, setSeen] = useState({
    version: complaint.version,
    happenings: new Set(complaint.happenings.map((each) => each.id)),
  })
  const changed = complaint.version !== seen.version
  const offered = complaint.offers.some((offer) => offer.action === action && offer.missing.length === 0)
  const form = useForm<FormValues>({ initialValues: kept ?? description.defaults(context) })
  const command = useCommand(desk.complaints.act.mutate, {
    onDone: (recorded) => {
      showRecorded(t('recorded', { action: t(`words:action.${action}`), number: recorded.number }))
      onDone()
    },
  })
  const shown = description.fields.filter((field) => field.when?.(form.values) ?? true)
  const [firstEmpty] = useState(
    () => shown.find((field) => isEmpty(form.values[field.name]))?.name ?? shown[0]?.name,
  )

  const refused = command.problem?.kind === 'refused' ? command.problem.desk : null
  const refusedPath = refused?.field?.replace(/^input\./, '') ?? null
  const atField = refusedPath !== null && shown.some((field) => refusedPath.split('.')[0] === field.name)

  useEffect(() => {
    if (refused?.code === 'stale') void queryClient.invalidateQueries()
  }, [refused, queryClient])

  // The desk's own refusal stands at its field, like those found before sending.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once per refusal, not per rendering
  useEffect(() => {
    if (refused === null || refusedPath === null || !atField) return
    form.setFieldError(refusedPath, words.ofDesk(refused))
    focusFirstError(formElement.current)
  }, [refused])

  function close(): void {
    onKeep(withoutPins(form.values))
    onClose()
  }

  /** With the change read, on with the form: the button that was pressed is gone, so the cursor goes into a field. */
  function goOn(): void {
    command.clear()
    setSeen({
      version: complaint.version,
      happenings: new Set(complaint.happenings.map((each) => each.id)),
    })
    formElement.current?.querySelector<HTMLElement>('[data-autofocus], textarea, input, select')?.focus()
  }

  async function send(): Promise<void> {
    if (busy.current || changed) return
    const input = {
      ...inputOf(description.fields, form.values, me.store.timeZone),
      ...(action === 'sign' ? { resolutionId: currentResolution(complaint)?.id } : {}),
    }
    const schema: z.ZodType = actionInputs[action]
    const parsed = schema.safeParse(input)
    const errors = {
      ...(parsed.success ? {} : fieldErrors(parsed.error)),
      ...Object.fromEntries(
        Object.entries(description.check?.(form.values) ?? {}).flatMap(([name, key]) =>
          key === undefined ? [] : [[name, words.ofKey(key)]],
        ),
      ),
    }
    form.setErrors(errors)
    if (!parsed.success || Object.keys(errors).length > 0) {
      focusFirstError(formElement.current)
      return
    }
    busy.current = true
    try {
      await command.run({ complaintId: complaint.id, seenVersion: seen.version, action, input: parsed.data })
    } finally {
      busy.current = false
    }
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      void send()
    }
  }

  const title = t(`words:action.${action}`)
  return (
    <SideDrawer title={`${title} · ${complaint.number}`} wide={description.wide} onClose={close}>
      <form
        ref={formElement}
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
        onKeyDown={onKeyDown}
        noValidate
      >
        <Stack gap="sm">
          {changed && (
            <ChangedMeanwhile
              complaint={complaint}
              known={seen.happenings}
              stillPossible={offered}
              onContinue={goOn}
            />
          )}
          {description.aside !== undefined && (
            <ActionAside kind={description.aside} context={context} values={form.values} />
          )}
          {shown.map((field) => (
            <FieldControl
              key={field.name}
              action={action}
              field={field}
              form={form}
              context={context}
              first={field.name === firstEmpty}
            />
          ))}
          {action === 'propose' && <ActionAside kind="submission" context={context} values={form.values} />}
          {!atField && !(changed && refused?.code === 'stale') && (
            <ProblemNotice problem={command.problem} onSendAgain={() => void send()} />
          )}
        </Stack>
        <div className={classes.footer}>
          <Button
            type="submit"
            loading={command.pending}
            disabled={changed}
            color={description.tone === 'ends' ? 'red' : undefined}
            data-autofocus={shown.length === 0 || undefined}
          >
            {title}
          </Button>
          <Button variant="default" onClick={close}>
            {t('words:do.cancel')}
          </Button>
          <Text size="xs" c="dimmed">
            <Kbd size="xs">Ctrl</Kbd> + <Kbd size="xs">Enter</Kbd>
          </Text>
        </div>
      </form>
    </SideDrawer>
  )
}

function isEmpty(value: unknown): boolean {
  if (!Array.isArray(value)) return value === ''
  // A list waits where nothing stands in it, or where one of its parts has a field left empty, as tasks have.
  return (
    value.length === 0 ||
    value.some((each) => each instanceof Object && 'evidence' in each && each.evidence === '')
  )
}

/** A PIN is typed anew every time: it is never kept. */
function withoutPins(values: FormValues): FormValues {
  const kept: FormValues = { ...values }
  if ('pin' in kept) kept.pin = ''
  if (typeof kept.approval === 'object' && kept.approval !== null)
    kept.approval = { ...kept.approval, pin: '' }
  return kept
}
