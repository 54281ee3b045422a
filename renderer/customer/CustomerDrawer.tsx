import { useTranslation } from 'react-i18next'
import type { CustomerAction } from '../../domain/customer.ts'
import type { CustomerPageView } from '../../electron/desk/customer-views.ts'
import { SideDrawer } from '../complaint/actions/SideDrawer.tsx'
import { showRecorded } from '../intake/recorded-notice.ts'
import { actionWord } from './action-word.ts'
import { ChangeCustomer } from './ChangeCustomer.tsx'
import { Consent } from './Consent.tsx'
import { EraseCustomer } from './EraseCustomer.tsx'
import { ExportCustomer } from './ExportCustomer.tsx'
import { MergeCustomer } from './MergeCustomer.tsx'
import { SwitchWithReason } from './SwitchWithReason.tsx'

interface CustomerDrawerProps {
  readonly page: CustomerPageView
  readonly action: CustomerAction
  readonly double: CustomerPageView['likely'][number] | null
  readonly onClose: () => void
  readonly onDone: () => void
}

/** What every form of the drawer is given. */
export interface FormProps {
  readonly page: CustomerPageView
  readonly onDone: () => void
  readonly onCancel: () => void
}

/** The form of one action, at the right, so that the facts stay readable. */
export function CustomerDrawer({ page, action, double, onClose, onDone }: CustomerDrawerProps) {
  const { t } = useTranslation('customer')
  const form: FormProps = {
    page,
    onCancel: onClose,
    onDone: () => {
      showRecorded(t(`done.${action}`))
      onDone()
    },
  }
  return (
    <SideDrawer title={t(actionWord(action, page))} onClose={onClose}>
      <Form action={action} double={double} {...form} />
    </SideDrawer>
  )
}

function Form({ action, double, ...form }: FormProps & Pick<CustomerDrawerProps, 'action' | 'double'>) {
  switch (action) {
    case 'change':
      return <ChangeCustomer {...form} />
    case 'do_not_call':
    case 'legal_hold':
      return <SwitchWithReason {...form} action={action} />
    case 'consent':
      return <Consent {...form} />
    case 'merge':
      return <MergeCustomer {...form} double={double} />
    case 'export':
      return <ExportCustomer {...form} />
    case 'erase':
      return <EraseCustomer {...form} />
  }
}
