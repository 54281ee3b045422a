import { Button, Kbd, Stack, Text } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useQueryClient } from '@tanstack/react-query'
import type { KeyboardEvent, ReactNode } from 'react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import type { Command } from '../../api/command.ts'
import { useErrorWords } from '../../i18n/error-words.ts'
import { focusFirstError, useFieldErrors } from '../../intake/field-errors.ts'
import { ProblemNotice } from '../../parts/ProblemNotice.tsx'
import classes from './actions.module.css'
import type { FormValues } from './form-values.ts'
import { SideDrawer } from './SideDrawer.tsx'

/** The record that an action of a table is entered for, as far as somebody else may change it meanwhile. */
export interface ActedOn {
  readonly number: string
  readonly version: number
  readonly happenings: readonly { readonly id: string }[]
}

interface RecordingDrawerProps {
  /** The action's word: the drawer's title and its button. */
  readonly word: string
  readonly record: ActedOn
  readonly form: UseFormReturnType<FormValues>
  readonly command: Pick<Command<{ commandId: string }, unknown>, 'problem' | 'pending' | 'clear'>
  /** What is sent, before the schema has read it. */
  readonly input: () => Record<string, unknown>
  readonly schema: z.ZodType
  /** What the schema cannot know by itself; error codes by field. */
  readonly check?: ((values: FormValues) => Readonly<Record<string, string | undefined>>) | undefined
  readonly send: (input: unknown, seenVersion: number) => Promise<unknown>
  /** Where the form has a control for a path of the input, the control's name; null where it has none. */
  readonly controlOf: (path: string) => string | null
  /** Tells what somebody else did; `known` are the lines that were there when the form was opened. */
  readonly changed: (known: ReadonlySet<string>, goOn: () => void) => ReactNode
  readonly wide?: boolean | undefined
  /** It ends or destroys. */
  readonly ends?: boolean | undefined
  /** Nothing is entered: the cursor waits on the button. */
  readonly bare: boolean
  /** Keeps what was typed when the drawer is closed without recording. */
  readonly onKeep: (values: FormValues) => void
  readonly onClose: () => void
  readonly children: ReactNode
}

/**
 * The drawer in which an action is entered and recorded: Ctrl+Enter sends, refusals stand at their fields, and what
 * somebody else changed meanwhile is told before anything goes out.
 */
export function RecordingDrawer(props: RecordingDrawerProps) {
  const { word, record, form, command, schema, controlOf, children } = props
  const { t } = useTranslation('words')
  const words = useErrorWords()
  const queryClient = useQueryClient()
  const fieldErrors = useFieldErrors()
  const formElement = useRef<HTMLFormElement>(null)
  const busy = useRef(false)
  const [seen, setSeen] = useState(() => seenOf(record))
  const changed = record.version !== seen.version

  const refused = command.problem?.kind === 'refused' ? command.problem.desk : null
  const refusedControl = refused?.field == null ? null : controlOf(refused.field.replace(/^input\./, ''))

  useEffect(() => {
    if (refused?.code === 'stale') void queryClient.invalidateQueries()
  }, [refused, queryClient])

  // The desk's own refusal stands at its field, like those found before sending.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once per refusal, not per rendering
  useEffect(() => {
    if (refused === null || refusedControl === null) return
    form.setFieldError(refusedControl, words.ofDesk(refused))
    focusFirstError(formElement.current)
  }, [refused])

  function close(): void {
    props.onKeep(withoutPins(form.values))
    props.onClose()
  }

  /** With the change read, on with the form: the button that was pressed is gone, so the cursor goes into a field. */
  function goOn(): void {
    command.clear()
    setSeen(seenOf(record))
    formElement.current?.querySelector<HTMLElement>('[data-autofocus], textarea, input, select')?.focus()
  }

  async function send(): Promise<void> {
    if (busy.current || changed) return
    const parsed = schema.safeParse(props.input())
    const found = parsed.success ? {} : fieldErrors(parsed.error)
    const errors = {
      ...Object.fromEntries(Object.entries(found).map(([path, error]) => [controlOf(path) ?? path, error])),
      ...Object.fromEntries(
        Object.entries(props.check?.(form.values) ?? {}).flatMap(([name, key]) =>
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
      await props.send(parsed.data, seen.version)
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

  return (
    <SideDrawer title={`${word} · ${record.number}`} wide={props.wide} onClose={close}>
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
          {changed && props.changed(seen.happenings, goOn)}
          {children}
          {refusedControl === null && !(changed && refused?.code === 'stale') && (
            <ProblemNotice problem={command.problem} onSendAgain={() => void send()} />
          )}
        </Stack>
        <div className={classes.footer}>
          <Button
            type="submit"
            loading={command.pending}
            disabled={changed}
            color={props.ends ? 'red' : undefined}
            data-autofocus={props.bare || undefined}
          >
            {word}
          </Button>
          <Button variant="default" onClick={close}>
            {t('do.cancel')}
          </Button>
          <Text size="xs" c="dimmed">
            <Kbd size="xs">Ctrl</Kbd> + <Kbd size="xs">Enter</Kbd>
          </Text>
        </div>
      </form>
    </SideDrawer>
  )
}

function seenOf(record: ActedOn) {
  return { version: record.version, happenings: new Set(record.happenings.map((each) => each.id)) }
}

/** A PIN is typed anew every time: it is never kept. */
function withoutPins(values: FormValues): FormValues {
  const kept: FormValues = { ...values }
  if ('pin' in kept) kept.pin = ''
  if (typeof kept.approval === 'object' && kept.approval !== null)
    kept.approval = { ...kept.approval, pin: '' }
  return kept
}
