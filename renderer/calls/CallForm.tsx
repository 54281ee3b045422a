import { Button, Kbd, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { z } from 'zod'
import type { CallReason } from '../../domain/call-list.ts'
import type { Action } from '../../domain/complaint/moves.ts'
import type { Policy } from '../../domain/policy.ts'
import type { CallRow } from '../../electron/desk/contact-views.ts'
import type { StaffView } from '../../electron/desk/views.ts'
import type { Command } from '../api/command.ts'
import { useMe } from '../api/me.tsx'
import type { FormValues } from '../complaint/actions/form-values.ts'
import { ContactFields, takeDigit, typesText, useResult } from '../contact/ContactFields.tsx'
import { checkContact, contactDefaults, contactInput } from '../contact/contact-form.ts'
import { GuardPanel, isRefused, usePermission } from '../contact/GuardPanel.tsx'
import { paths } from '../frame/places.ts'
import { useErrorWords } from '../i18n/error-words.ts'
import { focusFirstError, useFieldErrors } from '../intake/field-errors.ts'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import classes from './calls.module.css'

/** One thing that is recorded from here; its caller knows of what record. */
export interface Sender<Input> {
  readonly command: Pick<Command<{ commandId: string }, unknown>, 'problem' | 'pending'>
  readonly send: (input: Input) => Promise<unknown>
}

interface CallFormProps {
  readonly row: CallRow
  readonly staff: readonly StaffView[]
  readonly policy: Policy
  readonly schema: z.ZodType
  readonly contact: Sender<unknown>
  /** Leaves a note in the record. */
  readonly note: Sender<string>
  readonly onNext: () => void
}

/** What the call is for besides the talk: entered in the complaint. */
const furtherActs: Partial<Record<CallReason, Action>> = {
  communicate: 'communicate',
  return_visit: 'return_visit',
}

/** The result form of one call, wholly by keys: R, a digit, Ctrl+Enter, N, S. */
export function CallForm({ row, staff, policy, schema, contact, note, onNext }: CallFormProps) {
  const { t } = useTranslation('calls')
  const me = useMe()
  const words = useErrorWords()
  const fieldErrors = useFieldErrors()
  const element = useRef<HTMLFormElement>(null)
  const [openedAt] = useState(() => Date.now())
  const [revealing, setRevealing] = useState(0)
  const [skipping, setSkipping] = useState(false)
  const of = row.kind === 'complaint' ? { complaintId: row.id } : { caseId: row.id }
  const permission = usePermission(of)
  const form = useForm<FormValues>({ initialValues: contactDefaults('out') })
  const context = { staff, me, policy, now: openedAt }
  const choose = useResult({ form, context, element })
  const { command } = contact

  async function record(): Promise<void> {
    if (command.pending) return
    const input = contactInput(form.values, me.store.timeZone, isRefused(permission, form.values))
    const parsed = schema.safeParse(input)
    const errors = {
      ...(parsed.success ? {} : fieldErrors(parsed.error)),
      ...Object.fromEntries(
        Object.entries(checkContact(form.values)).flatMap(([name, key]) =>
          key === undefined ? [] : [[name, words.ofKey(key)]],
        ),
      ),
    }
    form.setErrors(errors)
    if (!parsed.success || Object.keys(errors).length > 0) {
      focusFirstError(element.current)
      return
    }
    await contact.send(parsed.data)
  }

  // Keys work wherever the cursor is on the page, but in no text and in no drawer.
  const onKey = useRef((_event: globalThis.KeyboardEvent) => {})
  onKey.current = (event) => {
    if (event.defaultPrevented || document.querySelector('[role="dialog"]') !== null) return
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      void record()
      return
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typesText(event.target)) return
    takeDigit(event, form.getValues(), choose)
    const acts: Record<string, () => void> = {
      r: () => setRevealing((times) => times + 1),
      n: onNext,
      s: () => setSkipping(true),
    }
    const act = acts[event.key.toLowerCase()]
    if (act === undefined) return
    event.preventDefault()
    act()
  }
  useEffect(() => {
    const listener = (event: globalThis.KeyboardEvent) => onKey.current(event)
    document.addEventListener('keydown', listener)
    return () => document.removeEventListener('keydown', listener)
  }, [])

  return (
    <form
      ref={element}
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void record()
      }}
    >
      <GuardPanel of={of} phones={row.phones} form={form} permission={permission} revealing={revealing} />
      <ContactFields form={form} context={context} element={element} without={['onSiteAt', 'onSiteDone']} />
      <ProblemNotice problem={command.problem} onSendAgain={() => void record()} />
      <div className={classes.buttons}>
        <Button type="submit" loading={command.pending}>
          {t('call.record')}
        </Button>
        <Kbd size="xs" aria-hidden>
          Ctrl Enter
        </Kbd>
        <Button variant="default" onClick={onNext} aria-keyshortcuts="N">
          {t('call.next')} (N)
        </Button>
        <Button variant="default" onClick={() => setSkipping(true)} aria-keyshortcuts="S">
          {t('call.skip')} (S)
        </Button>
        {row.reasons.map(({ code }) => {
          const action = furtherActs[code]
          if (action === undefined) return null
          return (
            <Link key={code} href={paths.complaintDoing(row.id, action)}>
              {t('call.do', { action: t(`words:action.${action}`) })}
            </Link>
          )
        })}
      </div>
      {skipping && <Skip note={note} onClose={() => setSkipping(false)} />}
    </form>
  )
}

/** Skipping leaves its reason in the record. */
function Skip({ note, onClose }: { readonly note: Sender<string>; readonly onClose: () => void }) {
  const { t } = useTranslation('calls')
  const words = useErrorWords()
  const [reason, setReason] = useState('')
  const [error, setError] = useState<string | null>(null)

  function skip(): void {
    if (reason.trim() === '') setError(words.ofKey('required'))
    else if (!note.command.pending) void note.send(t('call.skipNote', { reason: reason.trim() }))
  }

  return (
    <div className={classes.skip}>
      <TextInput
        label={t('call.skipReason')}
        value={reason}
        error={error}
        maxLength={200}
        autoFocus
        onChange={(event) => {
          setReason(event.currentTarget.value)
          setError(null)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            event.preventDefault()
            event.stopPropagation()
            skip()
          }
          if (event.key === 'Escape') onClose()
        }}
      />
      <Button variant="default" loading={note.command.pending} onClick={skip}>
        {t('call.skipRecord')}
      </Button>
      <ProblemNotice problem={note.command.problem} onSendAgain={skip} />
    </div>
  )
}
