import { Button } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { purchaseSchema } from '../../../domain/case/input.ts'
import type { WholePurchaseView } from '../../../electron/desk/case-views.ts'
import { useCommand } from '../../api/command.ts'
import { useTRPCClient } from '../../api/trpc.ts'
import { useErrorWords } from '../../i18n/error-words.ts'
import { focusFirstError, useFieldErrors } from '../../intake/field-errors.ts'
import { showRecorded } from '../../intake/recorded-notice.ts'
import { ProblemNotice } from '../../parts/ProblemNotice.tsx'
import classes from './new-case.module.css'
import { PurchaseFields } from './PurchaseFields.tsx'
import type { PurchaseValues } from './purchase-form.ts'
import { purchaseControlOf, purchaseInputOf, valuesOfKnown } from './purchase-form.ts'

interface ChangePurchaseProps {
  readonly purchase: WholePurchaseView
  /** Only what a case still needs; all of it when null. */
  readonly only: readonly string[] | null
  readonly onDone: () => void
  /** null where it cannot be put off. */
  readonly onCancel: (() => void) | null
}

/** What the desk knows of a purchase, corrected or completed; it is recorded for itself, before any case. */
export function ChangePurchase({ purchase, only, onDone, onCancel }: ChangePurchaseProps) {
  const { t } = useTranslation('returns')
  const words = useErrorWords()
  const fieldErrors = useFieldErrors()
  const desk = useTRPCClient()
  const part = useRef<HTMLDivElement>(null)
  const form = useForm<PurchaseValues>({ initialValues: valuesOfKnown(purchase) })
  const command = useCommand(desk.purchases.change.mutate, {
    onDone: () => {
      showRecorded(t('purchase.recorded', { number: purchase.orderNumber }))
      onDone()
    },
  })
  const refused = command.problem?.kind === 'refused' ? command.problem.desk : null
  const refusedAt =
    refused?.field == null ? null : purchaseControlOf(refused.field.replace(/^purchase\./, ''))

  // biome-ignore lint/correctness/useExhaustiveDependencies: once per refusal, not per rendering
  useEffect(() => {
    if (refused === null || refusedAt === null) return
    form.setFieldError(refusedAt, words.ofDesk(refused))
    focusFirstError(part.current)
  }, [refused])

  async function save(): Promise<void> {
    const parsed = purchaseSchema.safeParse(purchaseInputOf(form.getValues()))
    if (!parsed.success) {
      const errors = Object.entries(fieldErrors(parsed.error))
      form.setErrors(Object.fromEntries(errors.map(([path, error]) => [purchaseControlOf(path), error])))
      focusFirstError(part.current)
      return
    }
    await command.run({ id: purchase.id, seenVersion: purchase.version, purchase: parsed.data })
  }

  return (
    <div ref={part} className={classes.change}>
      <PurchaseFields
        part={{
          values: form.values,
          onChange: form.setValues,
          input: (path, type) => ({
            ...form.getInputProps(path, { type: type ?? 'input' }),
            name: `known.${path}`,
          }),
        }}
        only={only === null ? null : new Set(only)}
      />
      {refusedAt === null && <ProblemNotice problem={command.problem} onSendAgain={() => void save()} />}
      <div className={classes.buttons}>
        <Button size="xs" loading={command.pending} onClick={() => void save()}>
          {t('purchase.save')}
        </Button>
        {onCancel !== null && (
          <Button size="xs" variant="default" onClick={onCancel}>
            {t('words:do.cancel')}
          </Button>
        )}
      </div>
    </div>
  )
}
