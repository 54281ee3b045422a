import { useForm } from '@mantine/form'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { caseActionInputs } from '../../../domain/case/input.ts'
import type { CaseAction } from '../../../domain/case/moves.ts'
import { useCommand } from '../../api/command.ts'
import { useTRPCClient } from '../../api/trpc.ts'
import type { ActionFormState } from '../../complaint/actions/FieldControl.tsx'
import { FilesField } from '../../complaint/actions/FilesField.tsx'
import type { Field, FormValues } from '../../complaint/actions/form-values.ts'
import { isEmptyValue } from '../../complaint/actions/form-values.ts'
import { OpenComplaintField } from '../../complaint/actions/OtherComplaintField.tsx'
import { PlainField } from '../../complaint/actions/PlainField.tsx'
import { RecordingDrawer } from '../../complaint/actions/RecordingDrawer.tsx'
import { showRecorded } from '../../intake/recorded-notice.ts'
import { CaseAside } from './CaseAside.tsx'
import { CaseChanged } from './CaseChanged.tsx'
import type { CaseFormContext } from './case-forms.ts'
import { caseForms, caseInputOf } from './case-forms.ts'
import { InspectionFields } from './InspectionFields.tsx'
import { PlanFields } from './PlanFields.tsx'

interface CaseDrawerProps {
  readonly action: CaseAction
  readonly context: CaseFormContext
  /** What was typed before the drawer was closed without recording. */
  readonly kept: FormValues | undefined
  readonly onKeep: (values: FormValues) => void
  readonly onClose: () => void
  readonly onDone: () => void
}

/** The drawer in which an action of a case is entered, from its description in `caseForms`. */
export function CaseDrawer({ action, context, kept, onKeep, onClose, onDone }: CaseDrawerProps) {
  const { t } = useTranslation('returns')
  const desk = useTRPCClient()
  const { view } = context
  const description = caseForms[action]
  const form = useForm<FormValues>({ initialValues: kept ?? description.defaults(context) })
  const word = t(`words:caseAction.${action}`)
  const command = useCommand(desk.cases.act.mutate, {
    onDone: (recorded) => {
      showRecorded(t('recorded', { action: word, number: recorded.number }))
      onDone()
    },
  })
  const offered = view.offers.some((offer) => offer.action === action && offer.missing.length === 0)
  const fields = description.fields(context).filter((field) => field.when?.(form.values) ?? true)
  const [firstEmpty] = useState(
    () => fields.find((field) => isEmptyValue(form.values[field.name]))?.name ?? fields[0]?.name,
  )
  const { own } = description

  return (
    <RecordingDrawer
      word={word}
      record={view}
      form={form}
      command={command}
      input={() => caseInputOf(action, form.values, context)}
      schema={caseActionInputs[action]}
      send={(input, seenVersion) => command.run({ caseId: view.id, seenVersion, action, input })}
      controlOf={(path) => {
        if (own !== undefined) return own.controlOf(path, form.values)
        return fields.some((field) => path.split('.')[0] === field.name) ? path : null
      }}
      changed={(known, goOn) => (
        <CaseChanged view={view} known={known} stillPossible={offered} onContinue={goOn} />
      )}
      wide={description.wide}
      ends={description.ends}
      bare={fields.length === 0 && own === undefined}
      onKeep={onKeep}
      onClose={onClose}
    >
      {description.aside !== undefined && <CaseAside kind={description.aside} context={context} />}
      {own?.body === 'inspection' && <InspectionFields form={form} context={context} />}
      {own?.body === 'plan' && <PlanFields form={form} context={context} />}
      {fields.map((field) => (
        <CaseField
          key={field.name}
          action={action}
          field={field}
          form={form}
          context={context}
          first={field.name === firstEmpty}
        />
      ))}
    </RecordingDrawer>
  )
}

interface CaseFieldProps {
  readonly action: CaseAction
  readonly field: Field
  readonly form: ActionFormState
  readonly context: CaseFormContext
  readonly first: boolean
}

function CaseField({ action, field, form, context, first }: CaseFieldProps) {
  const { t } = useTranslation('returns')
  const label = t([`actionField.${action}.${field.name}`, `field.${field.name}`])
  if (field.control === 'files') return <FilesField field={field} form={form} first={first} />
  if (field.control === 'other_complaint')
    return (
      <OpenComplaintField
        name={field.name}
        form={form}
        label={label}
        first={first}
        exceptId={null}
        likely={[]}
      />
    )
  return (
    <PlainField field={field} form={form} label={label} first={first} words="returns" context={context} />
  )
}
