import { useForm } from '@mantine/form'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { complaintContactSchema } from '../../domain/contact.ts'
import { useCommand } from '../api/command.ts'
import { useTRPCClient } from '../api/trpc.ts'
import { ActionAside } from '../complaint/actions/ActionAside.tsx'
import type { FormContext } from '../complaint/actions/action-forms.ts'
import { ChangedMeanwhile } from '../complaint/actions/ChangedMeanwhile.tsx'
import type { FormValues } from '../complaint/actions/form-values.ts'
import { RecordingDrawer } from '../complaint/actions/RecordingDrawer.tsx'
import { showRecorded } from '../intake/recorded-notice.ts'
import { ContactFields, takeDigit, typesText, useResult } from './ContactFields.tsx'
import classes from './contact.module.css'
import { checkContact, contactDefaults, contactInput, isCall } from './contact-form.ts'
import { GuardPanel, isRefused, usePermission } from './GuardPanel.tsx'

interface ContactDrawerProps {
  readonly context: FormContext
  readonly direction: 'in' | 'out'
  /** What was typed before the drawer was closed without recording. */
  readonly kept: FormValues | undefined
  readonly onKeep: (values: FormValues) => void
  readonly onClose: () => void
  readonly onDone: () => void
}

/** 记录联系 of a complaint: C, a digit and Ctrl+Enter are enough for a call that nobody answered. */
export function ContactDrawer({ context, direction, kept, onKeep, onClose, onDone }: ContactDrawerProps) {
  const { t } = useTranslation('complaint')
  const desk = useTRPCClient()
  const { complaint, me } = context
  const of = { complaintId: complaint.id }
  const permission = usePermission(of)
  const fields = useRef<HTMLDivElement>(null)
  const [revealing, setRevealing] = useState(0)
  const form = useForm<FormValues>({ initialValues: kept ?? contactDefaults(direction) })
  const choose = useResult({ form, context, element: fields })
  const command = useCommand(desk.complaints.act.mutate, {
    onDone: (recorded) => {
      showRecorded(t('recorded', { action: t('words:action.log_contact'), number: recorded.number }))
      onDone()
    },
  })
  const possible = complaint.offers.some((offer) => offer.action === 'log_contact')
  return (
    <RecordingDrawer
      word={t('words:action.log_contact')}
      record={complaint}
      form={form}
      command={command}
      input={() => contactInput(form.values, me.store.timeZone, isRefused(permission, form.values))}
      schema={complaintContactSchema}
      check={checkContact}
      send={(input, seenVersion) =>
        command.run({ complaintId: complaint.id, seenVersion, action: 'log_contact', input })
      }
      controlOf={(path) => (path in form.values || path.startsWith('override.') ? path : null)}
      changed={(known, goOn) => (
        <ChangedMeanwhile complaint={complaint} known={known} stillPossible={possible} onContinue={goOn} />
      )}
      bare={false}
      onKeep={(values) => onKeep({ ...values, override: contactDefaults('out').override })}
      onClose={onClose}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: digits choose the result, R shows the number, wherever the cursor is */}
      <div
        ref={fields}
        className={classes.form}
        onKeyDown={(event) => {
          takeDigit(event, form.getValues(), choose)
          if (event.key.toLowerCase() === 'r' && !event.ctrlKey && !event.metaKey && !typesText(event.target))
            setRevealing((times) => times + 1)
        }}
      >
        <ActionAside kind="promise_guard" context={context} values={form.values} />
        {isCall(form.values) && (
          <GuardPanel
            of={of}
            phones={complaint.customer.phones}
            form={form}
            permission={permission}
            revealing={revealing}
          />
        )}
        <ContactFields form={form} context={context} element={fields} />
      </div>
    </RecordingDrawer>
  )
}
