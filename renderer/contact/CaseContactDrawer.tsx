import { Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { caseContactSchema } from '../../domain/contact.ts'
import { useCommand } from '../api/command.ts'
import { useTRPCClient } from '../api/trpc.ts'
import actions from '../complaint/actions/actions.module.css'
import type { FormValues } from '../complaint/actions/form-values.ts'
import { showRecorded } from '../intake/recorded-notice.ts'
import { CaseChanged } from '../returns/actions/CaseChanged.tsx'
import type { CaseFormContext } from '../returns/actions/case-forms.ts'
import type { ContactDrawerFrame } from './ContactFormDrawer.tsx'
import { ContactFormDrawer } from './ContactFormDrawer.tsx'
import { contactDefaults } from './contact-form.ts'

/** 记录联系 of a refund or exchange case. */
export function CaseContactDrawer({
  context,
  ...frame
}: ContactDrawerFrame & { readonly context: CaseFormContext }) {
  const { t } = useTranslation('returns')
  const desk = useTRPCClient()
  const { view } = context
  const form = useForm<FormValues>({ initialValues: frame.kept ?? contactDefaults(frame.direction) })
  const command = useCommand(desk.contacts.logOnCase.mutate, {
    onDone: () => {
      showRecorded(t('recorded', { action: t('words:action.log_contact'), number: view.number }))
      frame.onDone()
    },
  })
  return (
    <ContactFormDrawer
      {...frame}
      of={{ caseId: view.id }}
      record={view}
      phones={view.customer.phones}
      form={form}
      context={context}
      command={command}
      schema={caseContactSchema}
      send={(input) => command.run({ caseId: view.id, input: caseContactSchema.parse(input) })}
      changed={(known, goOn) => (
        <CaseChanged view={view} known={known} stillPossible={view.endedAt === null} onContinue={goOn} />
      )}
      without={['onSiteAt', 'onSiteDone']}
    >
      {view.complaint !== null && !view.slip && (
        <Text size="sm" className={actions.aside} data-warn>
          {t('complaint:next.onlyProgress')}
        </Text>
      )}
    </ContactFormDrawer>
  )
}
