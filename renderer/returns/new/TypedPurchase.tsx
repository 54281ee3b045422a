import { Button, Text } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import type { CaseValues } from './case-form.ts'
import { LineChoice } from './LineChoice.tsx'
import classes from './new-case.module.css'
import { PurchaseFields } from './PurchaseFields.tsx'
import { wholeOf } from './purchase-form.ts'
import { WhoFields } from './WhoFields.tsx'

interface TypedPurchaseProps {
  readonly form: UseFormReturnType<CaseValues>
  readonly onAnother: () => void
  readonly error: (path: string) => string | undefined
}

/** A purchase that neither the desk nor the till knows, typed in place with whose it is. */
export function TypedPurchase({ form, onAnother, error }: TypedPurchaseProps) {
  const { t } = useTranslation('returns')
  const { values } = form
  const several =
    values.purchase.lines.length > 1 || values.purchase.lines.some((line) => wholeOf(line.quantity) > 1)
  return (
    <>
      <div className={classes.pickedHead}>
        <span>{t('new.typed')}</span>
        <Button variant="subtle" size="compact-xs" onClick={onAnother}>
          {t('new.searchAgain')}
        </Button>
      </div>
      <WhoFields form={form} />
      <PurchaseFields
        part={{
          values: values.purchase,
          onChange: (purchase) => form.setFieldValue('purchase', purchase),
          input: (path, type) => ({
            ...form.getInputProps(`purchase.${path}`, { type: type ?? 'input' }),
            name: `purchase.${path}`,
          }),
        }}
      />
      {!several && (error('units.0') ?? error('lines')) !== undefined && (
        <Text size="xs" c="var(--cs-late)" role="alert">
          {error('units.0') ?? error('lines')}
        </Text>
      )}
      {several && (
        <LineChoice
          lines={values.purchase.lines.map((line, position) => {
            const quantity = wholeOf(line.quantity)
            return {
              position,
              goods: [line.productName, line.model].filter((part) => part !== '').join(' '),
              serial: line.serialNumber,
              quantity: Number.isNaN(quantity) ? 1 : quantity,
              paidFen: null,
              available: Number.isNaN(quantity) ? 1 : quantity,
              known: null,
            }
          })}
          cases={[]}
          chosen={values.lines}
          onChange={(lines) => form.setFieldValue('lines', lines)}
          errorOf={(position) => error(`units.${position}`)}
          error={error('lines')}
        />
      )}
    </>
  )
}
