import { useForm } from '@mantine/form'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { actionInputs } from '../../../domain/complaint/input.ts'
import type { Action } from '../../../domain/complaint/moves.ts'
import { momentsOf } from '../../../domain/scripts.ts'
import { useCommand } from '../../api/command.ts'
import { useTRPCClient } from '../../api/trpc.ts'
import { showRecorded } from '../../intake/recorded-notice.ts'
import { ComplaintScript } from '../../scripts/ComplaintScript.tsx'
import { ActionAside } from './ActionAside.tsx'
import type { FormContext } from './action-forms.ts'
import { actionForms, currentResolution } from './action-forms.ts'
import { ChangedMeanwhile } from './ChangedMeanwhile.tsx'
import { FieldControl } from './FieldControl.tsx'
import type { FormValues } from './form-values.ts'
import { inputOf, isEmptyValue } from './form-values.ts'
import { RecordingDrawer } from './RecordingDrawer.tsx'

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
  const desk = useTRPCClient()
  const { complaint, me } = context
  const description = actionForms[action]
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
    () => shown.find((field) => isEmptyValue(form.values[field.name]))?.name ?? shown[0]?.name,
  )

  return (
    <RecordingDrawer
      word={t(`words:action.${action}`)}
      record={complaint}
      form={form}
      command={command}
      input={() => ({
        ...inputOf(description.fields, form.values, me.store.timeZone),
        ...(action === 'sign' ? { resolutionId: currentResolution(complaint)?.id } : {}),
      })}
      schema={actionInputs[action]}
      check={description.check}
      send={(input, seenVersion) => command.run({ complaintId: complaint.id, seenVersion, action, input })}
      controlOf={(path) => (shown.some((field) => path.split('.')[0] === field.name) ? path : null)}
      changed={(known, goOn) => (
        <ChangedMeanwhile complaint={complaint} known={known} stillPossible={offered} onContinue={goOn} />
      )}
      wide={description.wide}
      ends={description.tone === 'ends'}
      bare={shown.length === 0}
      onKeep={onKeep}
      onClose={onClose}
    >
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
      <ComplaintScript complaint={complaint} moments={momentsOf(action, form.values)} />
      {action === 'propose' && <ActionAside kind="submission" context={context} values={form.values} />}
    </RecordingDrawer>
  )
}
