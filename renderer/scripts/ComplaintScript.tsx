import { useTranslation } from 'react-i18next'
import type { ScriptMoment } from '../../domain/scripts.ts'
import type { ComplaintView } from '../../electron/desk/views.ts'
import { useMe } from '../api/me.tsx'
import { useFormat } from '../i18n/format.ts'
import { ScriptFor } from './ScriptFor.tsx'

/** What the complaint itself adds: somebody who threatens or demands is spoken to otherwise. */
function momentsOfCustomer(complaint: ComplaintView): ScriptMoment[] {
  const { threatens, flags, wants, category } = complaint
  const demands = flags.deadlineSet || wants.includes('compensation')
  return [
    ...(threatens.length > 0 ? (['threat'] as const) : []),
    ...(demands ? (['demands'] as const) : []),
    ...(flags.dissatisfied ? (['upset'] as const) : []),
    ...(category === 'out_of_scope' || category === 'unjustified' ? (['out_of_scope'] as const) : []),
  ]
}

/** What to say to the customer of a complaint, with what is known of it filled in; nothing where it is no talk. */
export function ComplaintScript({
  complaint,
  moments,
  atOnce = 2,
}: {
  readonly complaint: ComplaintView
  /** What is being done or was just chosen, the most telling first. */
  readonly moments: readonly ScriptMoment[]
  /** How many are shown before the person asks for more. */
  readonly atOnce?: number
}) {
  const { t } = useTranslation('words')
  const format = useFormat()
  const me = useMe()
  if (moments.length === 0) return null
  return (
    <ScriptFor
      atOnce={atOnce}
      state={complaint.state}
      level={complaint.level}
      moments={[...moments, ...momentsOfCustomer(complaint)]}
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
