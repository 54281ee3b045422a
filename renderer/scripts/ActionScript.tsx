import { useTranslation } from 'react-i18next'
import type { Action } from '../../domain/complaint/moves.ts'
import type { ScriptMoment } from '../../domain/scripts.ts'
import { momentsOf } from '../../domain/scripts.ts'
import type { FormContext } from '../complaint/actions/action-forms.ts'
import type { FormValues } from '../complaint/actions/form-values.ts'
import { useFormat } from '../i18n/format.ts'
import { ScriptFor } from './ScriptFor.tsx'

/** What the complaint itself adds: somebody who threatens or demands is spoken to otherwise. */
function momentsOfCustomer({ complaint }: FormContext): ScriptMoment[] {
  return [
    ...(complaint.threatens.length > 0 ? (['threat'] as const) : []),
    ...(complaint.flags.deadlineSet || complaint.wants.includes('compensation')
      ? (['demands'] as const)
      : []),
    ...(complaint.flags.dissatisfied ? (['upset'] as const) : []),
    ...(complaint.category === 'out_of_scope' || complaint.category === 'unjustified'
      ? (['out_of_scope'] as const)
      : []),
  ]
}

/** The script for an action of the table while its form is filled in; nothing where the action is no talk. */
export function ActionScript({
  action,
  context,
  values,
}: {
  readonly action: Action
  readonly context: FormContext
  readonly values: FormValues
}) {
  const { t } = useTranslation('words')
  const format = useFormat()
  const { complaint, me } = context
  const moments = momentsOf(action, values)
  if (moments.length === 0) return null
  return (
    <ScriptFor
      state={complaint.state}
      level={complaint.level}
      moments={[...moments, ...momentsOfCustomer(context)]}
      known={{
        customer: complaint.anonymous ? '' : complaint.customerName,
        store: me.store.name,
        me: me.staff.name,
        goods: complaint.product,
        receivedOn: format.date(complaint.receivedAt),
        handler: complaint.handler?.name ?? '',
        step: t(`state.${complaint.state}`),
        deadline: complaint.replyDueAt === null ? '' : format.dateTime(complaint.replyDueAt),
      }}
    />
  )
}
