import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { complaintContactSchema } from '../../domain/contact.ts'
import { momentsOf } from '../../domain/scripts.ts'
import { useCommand } from '../api/command.ts'
import { useTRPCClient } from '../api/trpc.ts'
import { ActionAside } from '../complaint/actions/ActionAside.tsx'
import type { FormContext } from '../complaint/actions/action-forms.ts'
import { ChangedMeanwhile } from '../complaint/actions/ChangedMeanwhile.tsx'
import type { FormValues } from '../complaint/actions/form-values.ts'
import { showRecorded } from '../intake/recorded-notice.ts'
import { ComplaintScript } from '../scripts/ComplaintScript.tsx'
import type { ContactDrawerFrame } from './ContactFormDrawer.tsx'
import { ContactFormDrawer } from './ContactFormDrawer.tsx'
import { contactDefaults } from './contact-form.ts'

/** 记录联系 of a complaint. */
export function ContactDrawer({ context, ...frame }: ContactDrawerFrame & { readonly context: FormContext }) {
  const { t } = useTranslation('complaint')
  const desk = useTRPCClient()
  const { complaint } = context
  const form = useForm<FormValues>({ initialValues: frame.kept ?? contactDefaults(frame.direction) })
  const command = useCommand(desk.complaints.act.mutate, {
    onDone: (recorded) => {
      showRecorded(t('recorded', { action: t('words:action.log_contact'), number: recorded.number }))
      frame.onDone()
    },
  })
  const possible = complaint.offers.some((offer) => offer.action === 'log_contact')
  return (
    <ContactFormDrawer
      {...frame}
      of={{ complaintId: complaint.id }}
      record={complaint}
      phones={complaint.customer.phones}
      form={form}
      context={context}
      command={command}
      schema={complaintContactSchema}
      send={(input, seenVersion) =>
        command.run({ complaintId: complaint.id, seenVersion, action: 'log_contact', input })
      }
      changed={(known, goOn) => (
        <ChangedMeanwhile complaint={complaint} known={known} stillPossible={possible} onContinue={goOn} />
      )}
    >
      <ActionAside kind="promise_guard" context={context} values={form.values} />
      <ComplaintScript complaint={complaint} moments={momentsOf('log_contact', form.values)} atOnce={1} />
    </ContactFormDrawer>
  )
}
