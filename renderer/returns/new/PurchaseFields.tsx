import { ActionIcon, Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { paymentMethods } from '../../../domain/case/vocabulary.ts'
import { saleChannels } from '../../../domain/entitlement.ts'
import { useTRPC } from '../../api/trpc.ts'
import { useFormat } from '../../i18n/format.ts'
import classes from './new-case.module.css'
import type { PurchaseValues } from './purchase-form.ts'
import { emptyLine } from './purchase-form.ts'

/** The part of a form that holds a purchase. */
export interface PurchasePart {
  readonly values: PurchaseValues
  readonly onChange: (values: PurchaseValues) => void
  /** Value, change and error of a field, with its name, by its path inside the purchase. */
  readonly input: (
    path: string,
    type?: 'checkbox',
  ) => ReturnType<UseFormReturnType<PurchaseValues>['getInputProps']> & {
    name: string
  }
}

interface PurchaseFieldsProps {
  readonly part: PurchasePart
  /** Only these fields, such as `invoicedOn` or `lines.0.paidFen`; all when null. */
  readonly only?: ReadonlySet<string> | null
  /** New lines may be added, and new ones taken away. */
  readonly growing?: boolean
}

/** A purchase, field by field: what every case needs in sight, the rest folded away. */
export function PurchaseFields({ part, only = null, growing = true }: PurchaseFieldsProps) {
  const { t } = useTranslation('returns')
  const { values, input, onChange } = part
  const shows = (path: string) => only === null || only.has(path)
  const oneLine = values.lines.length === 1
  return (
    <div className={classes.purchase}>
      <div className={classes.row} data-whole={only === null ? 'purchase' : undefined}>
        {shows('orderNumber') && (
          <TextInput label={t('purchase.orderNumber')} autoComplete="off" {...input('orderNumber')} />
        )}
        {shows('channel') && (
          <NativeSelect
            label={t('purchase.channel')}
            data={saleChannels.map((each) => ({ value: each, label: t(`channel.${each}`) }))}
            {...input('channel')}
          />
        )}
        {shows('invoicedOn') && (
          <TextInput type="date" max="9999-12-31" label={t('purchase.invoicedOn')} {...input('invoicedOn')} />
        )}
        {shows('deliveredOn') && (
          <TextInput
            type="date"
            max="9999-12-31"
            label={t('purchase.deliveredOn')}
            {...input('deliveredOn')}
          />
        )}
        {shows('paymentMethod') && (
          <NativeSelect
            label={t('purchase.paymentMethod')}
            data={[
              { value: '', label: t('none.paymentMethod') },
              ...paymentMethods.map((each) => ({ value: each, label: t(`words:payment.${each}`) })),
            ]}
            {...input('paymentMethod')}
          />
        )}
      </div>
      {values.lines.map((line, index) => (
        <LineFields
          // biome-ignore lint/suspicious/noArrayIndexKey: typed lines have no identity but their order
          key={index}
          part={part}
          index={index}
          only={only}
          onRemove={
            growing && !oneLine && line.id === null
              ? () => onChange({ ...values, lines: values.lines.toSpliced(index, 1) })
              : null
          }
        />
      ))}
      {only === null && (
        <div className={classes.row} data-free>
          {growing && (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPlus size={14} aria-hidden />}
              onClick={() => onChange({ ...values, lines: [...values.lines, emptyLine()] })}
            >
              {t('purchase.addLine')}
            </Button>
          )}
          <Checkbox label={t('purchase.soldOutOfStock')} {...input('soldOutOfStock', 'checkbox')} />
        </div>
      )}
      {only === null && values.soldOutOfStock && (
        <div className={classes.row}>
          <TextInput
            type="date"
            max="9999-12-31"
            label={t('purchase.promisedArrivalOn')}
            {...input('promisedArrivalOn')}
          />
          <Checkbox
            className={classes.check}
            label={t('purchase.confirmationSigned')}
            {...input('confirmationSigned', 'checkbox')}
          />
        </div>
      )}
    </div>
  )
}

interface LineFieldsProps {
  readonly part: PurchasePart
  readonly index: number
  readonly only: ReadonlySet<string> | null
  readonly onRemove: (() => void) | null
}

function LineFields({ part, index, only, onRemove }: LineFieldsProps) {
  const { t } = useTranslation('returns')
  const at = `lines.${index}`
  const line = part.values.lines[index]
  const shows = (field: string) => only === null || only.has(`${at}.${field}`)
  if (line === undefined) return null
  if (only !== null && ![...only].some((path) => path.startsWith(`${at}.`))) return null
  const several = part.values.lines.length > 1
  const input = (field: string) => part.input(`${at}.${field}`)
  return (
    <fieldset className={classes.line}>
      <legend className={several ? undefined : 'only-for-readers'}>
        {t('purchase.line', { number: index + 1 })}
        {only !== null && ` ${[line.productName, line.model].filter((part) => part !== '').join(' ')}`}
      </legend>
      <div className={classes.row} data-whole={only === null ? 'line' : undefined}>
        {shows('model') && <TextInput label={t('purchase.model')} autoComplete="off" {...input('model')} />}
        {shows('productName') && (
          <TextInput label={t('purchase.productName')} autoComplete="off" {...input('productName')} />
        )}
        {shows('serialNumber') && (
          <TextInput label={t('purchase.serialNumber')} autoComplete="off" {...input('serialNumber')} />
        )}
        {shows('quantity') && (
          <TextInput
            label={t('purchase.quantity')}
            inputMode="numeric"
            autoComplete="off"
            {...input('quantity')}
          />
        )}
        {shows('paidFen') && (
          <TextInput
            label={t('purchase.paidFen')}
            inputMode="decimal"
            autoComplete="off"
            {...input('paid')}
          />
        )}
      </div>
      {only === null && <MoreOfLine part={part} index={index} />}
      {onRemove !== null && (
        <ActionIcon
          className={classes.remove}
          variant="subtle"
          color="gray"
          aria-label={t('purchase.removeLine', { number: index + 1 })}
          onClick={onRemove}
        >
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      )}
    </fieldset>
  )
}

function MoreOfLine({ part, index }: { readonly part: PurchasePart; readonly index: number }) {
  const { t } = useTranslation('returns')
  const format = useFormat()
  const policy = useQuery(useTRPC().policy.current.queryOptions())
  const line = part.values.lines[index]
  if (line === undefined) return null
  const input = (field: string) => part.input(`lines.${index}.${field}`)
  const used =
    [line.brand, line.family, line.category, line.warrantyMonths].some((each) => each !== '') ||
    line.gifts.length > 0
  const families = (policy.data?.families ?? []).map((family) => ({
    value: family.code,
    label: format.language === 'en' ? family.en : family.zh,
  }))
  const categories = (policy.data?.entitlement.noReasonExcludedCategories ?? []).map((code) => ({
    value: code,
    label: t(`category.${code}`, { defaultValue: code }),
  }))
  const gifts = (change: (gifts: { name: string; value: string }[]) => { name: string; value: string }[]) =>
    part.onChange({
      ...part.values,
      lines: part.values.lines.map((each, at) =>
        at === index ? { ...each, gifts: change(each.gifts) } : each,
      ),
    })
  return (
    <details className={classes.more} open={used || undefined}>
      <summary>{t('purchase.more')}</summary>
      <div className={classes.row}>
        <TextInput
          label={t('purchase.warrantyMonths')}
          inputMode="numeric"
          autoComplete="off"
          {...input('warrantyMonths')}
        />
        <TextInput label={t('purchase.brand')} autoComplete="off" {...input('brand')} />
        <NativeSelect
          label={t('purchase.family')}
          data={[{ value: '', label: t('none.family') }, ...families]}
          {...input('family')}
        />
        <NativeSelect
          label={t('purchase.category')}
          data={[{ value: '', label: t('none.category') }, ...categories]}
          {...input('category')}
        />
      </div>
      {line.gifts.map((_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: gifts have no identity but their order
        <div key={at} className={classes.gift}>
          <TextInput label={t('purchase.giftName')} autoComplete="off" {...input(`gifts.${at}.name`)} />
          <TextInput
            label={t('purchase.giftValue')}
            inputMode="decimal"
            autoComplete="off"
            {...input(`gifts.${at}.value`)}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('purchase.removeGift', { number: at + 1 })}
            onClick={() => gifts((list) => list.toSpliced(at, 1))}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <Button
        mt={6}
        size="xs"
        variant="default"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => gifts((list) => [...list, { name: '', value: '' }])}
      >
        {t('purchase.addGift')}
      </Button>
    </details>
  )
}
