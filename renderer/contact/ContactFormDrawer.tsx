import type { UseFormReturnType } from '@mantine/form'
import type { ReactNode } from 'react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import type { Policy } from '../../domain/policy.ts'
import type { Me, StaffView } from '../../electron/desk/views.ts'
import type { Command } from '../api/command.ts'
import type { FormValues } from '../complaint/actions/form-values.ts'
import type { ActedOn } from '../complaint/actions/RecordingDrawer.tsx'
import { RecordingDrawer } from '../complaint/actions/RecordingDrawer.tsx'
import { ContactFields, takeDigit, typesText, useResult } from './ContactFields.tsx'
import classes from './contact.module.css'
import { checkContact, contactDefaults, contactInput, isCall } from './contact-form.ts'
import type { MatterId } from './GuardPanel.tsx'
import { GuardPanel, isRefused, usePermission } from './GuardPanel.tsx'

/** What the page around the drawer keeps for it. */
export interface ContactDrawerFrame {
  readonly direction: 'in' | 'out'
  /** What was typed before the drawer was closed without recording. */
  readonly kept: FormValues | undefined
  readonly onKeep: (values: FormValues) => void
  readonly onClose: () => void
  readonly onDone: () => void
}

interface ContactFormDrawerProps extends Pick<ContactDrawerFrame, 'onKeep' | 'onClose'> {
  readonly of: MatterId
  readonly record: ActedOn
  /** Masked. */
  readonly phones: readonly string[]
  readonly form: UseFormReturnType<FormValues>
  readonly context: {
    readonly staff: readonly StaffView[]
    readonly me: Me
    readonly policy: Policy
    readonly now: number
  }
  readonly command: Pick<Command<{ commandId: string }, unknown>, 'problem' | 'pending' | 'clear'>
  readonly schema: z.ZodType
  readonly send: (input: unknown, seenVersion: number) => Promise<unknown>
  readonly changed: (known: ReadonlySet<string>, goOn: () => void) => ReactNode
  /** Fields that the matter has no use for. */
  readonly without?: readonly string[]
  /** What must be in sight, such as what may be told. */
  readonly children?: ReactNode
}

/** 记录联系: C, a digit and Ctrl+Enter are enough for a call that nobody answered. */
export function ContactFormDrawer(props: ContactFormDrawerProps) {
  const { of, record, phones, form, context, children } = props
  const { t } = useTranslation('words')
  const permission = usePermission(of)
  const element = useRef<HTMLDivElement>(null)
  const [revealing, setRevealing] = useState(0)
  const choose = useResult({ form, context, element })
  return (
    <RecordingDrawer
      word={t('action.log_contact')}
      record={record}
      form={form}
      command={props.command}
      input={() => contactInput(form.values, context.me.store.timeZone, isRefused(permission, form.values))}
      schema={props.schema}
      check={checkContact}
      send={props.send}
      controlOf={(path) => (path in form.values || path.startsWith('override.') ? path : null)}
      changed={props.changed}
      bare={false}
      onKeep={(values) => props.onKeep({ ...values, override: contactDefaults('out').override })}
      onClose={props.onClose}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: digits choose the result, R shows the number, wherever the cursor is */}
      <div
        ref={element}
        className={classes.form}
        onKeyDown={(event) => {
          takeDigit(event, form.getValues(), choose)
          const plain = !event.ctrlKey && !event.metaKey && !typesText(event.target)
          if (plain && event.key.toLowerCase() === 'r') setRevealing((times) => times + 1)
        }}
      >
        {children}
        {isCall(form.values) && (
          <GuardPanel of={of} phones={phones} form={form} permission={permission} revealing={revealing} />
        )}
        <ContactFields form={form} context={context} element={element} without={props.without ?? []} />
      </div>
    </RecordingDrawer>
  )
}
