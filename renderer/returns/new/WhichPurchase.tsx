import { Button, Text } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TillPurchaseView, WholePurchaseView } from '../../../electron/desk/case-views.ts'
import type { CustomerView } from '../../../electron/desk/views.ts'
import { useTRPC } from '../../api/trpc.ts'
import { useFormat } from '../../i18n/format.ts'
import { LoadFailed } from '../../parts/LoadFailed.tsx'
import { Loading } from '../../parts/Loading.tsx'
import { ChangePurchase } from './ChangePurchase.tsx'
import type { CaseValues } from './case-form.ts'
import { linesOfKnown, linesOfTill, linesToBegin, whoOf } from './case-form.ts'
import { LineChoice } from './LineChoice.tsx'
import classes from './new-case.module.css'
import { PurchaseSearch } from './PurchaseSearch.tsx'
import { valuesOfTill } from './purchase-form.ts'
import { TypedPurchase } from './TypedPurchase.tsx'
import { WhoFields } from './WhoFields.tsx'

interface WhichPurchaseProps {
  readonly form: UseFormReturnType<CaseValues>
  readonly known: WholePurchaseView | null
  /** The line that a complaint is about. */
  readonly begunLine: string | null
  /** The query behind `known`. */
  readonly loading: { readonly isError: boolean; readonly error: unknown; readonly refetch: () => unknown }
}

/** Find the purchase, or type it where nobody knows it; then which goods of it. */
export function WhichPurchase({ form, known, begunLine, loading }: WhichPurchaseProps) {
  const { values } = form
  const { picked } = values
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const group = useRef<HTMLDivElement>(null)
  const begun = useRef(false)

  // From a complaint, or from a link, the purchase is picked before anything is typed: so is its line.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the purchase has been read
  useEffect(() => {
    if (known === null || begun.current) return
    begun.current = true
    if (values.lines.length > 0) return
    const line = known.lines.find((each) => each.id === begunLine)
    form.setFieldValue('lines', linesToBegin(linesOfKnown(known), line?.position ?? null))
  }, [known])

  /** On to the next question: the goods where they are still to be chosen, else what happened. */
  function goOn(chosen: boolean): void {
    requestAnimationFrame(() => {
      const page = group.current?.closest('form')
      page?.querySelector<HTMLElement>(chosen ? '[name="reason"]' : '[name="lines"]')?.focus()
    })
  }

  function pickKnown(purchase: WholePurchaseView, customer: CustomerView, position: number | null): void {
    const lines = linesToBegin(linesOfKnown(purchase), position)
    // The search has just read it whole: nobody waits for the same answer twice.
    queryClient.setQueryData(trpc.purchases.get.queryKey({ id: purchase.id }), purchase)
    begun.current = true
    form.setErrors({})
    form.setValues({ picked: { kind: 'known', purchaseId: purchase.id }, lines, ...whoOf(customer, null) })
    goOn(lines.length > 0)
  }

  function pickTill(purchase: TillPurchaseView, position: number | null): void {
    const lines = linesToBegin(linesOfTill(purchase), position)
    form.setErrors({})
    // What the till does not say is asked for, in the form of a typed purchase.
    const complete = purchase.invoicedOn !== null && purchase.lines.every((line) => line.model !== '')
    form.setValues({
      picked: complete ? { kind: 'till', orderNumber: purchase.orderNumber } : { kind: 'typed' },
      purchase: valuesOfTill(purchase),
      lines,
      ...whoOf(null, purchase),
    })
    goOn(lines.length > 0)
  }

  function type(): void {
    form.setErrors({})
    form.setValues({
      picked: { kind: 'typed' },
      lines: [{ position: 0, units: '1' }],
      purchase: { ...values.purchase, orderNumber: values.purchase.orderNumber },
    })
    requestAnimationFrame(() =>
      group.current?.querySelector<HTMLElement>('[name="name"], [name="purchase.orderNumber"]')?.focus(),
    )
  }

  function another(): void {
    form.setErrors({})
    // Whose purchase that was is forgotten with it; the customer of a complaint stays who they are.
    const who = values.complaintId === null ? whoOf(null, null) : {}
    form.setValues({ picked: { kind: 'none' }, lines: [], search: '', ...who })
    requestAnimationFrame(() => group.current?.querySelector<HTMLElement>('[name="search"]')?.focus())
  }

  const error = (path: string) => {
    const found = form.errors[path]
    return typeof found === 'string' ? found : undefined
  }
  return (
    <div ref={group} className={classes.rows}>
      {picked.kind === 'none' && (
        <PurchaseSearch
          value={values.search}
          onChange={(text) => {
            form.setFieldValue('search', text)
            form.clearFieldError('search')
          }}
          customerId={values.customerId}
          error={error('search')}
          onKnown={pickKnown}
          onTill={pickTill}
          onTyped={type}
        />
      )}
      {picked.kind === 'known' &&
        known === null &&
        (loading.isError ? (
          <LoadFailed error={loading.error} onRetry={() => void loading.refetch()} />
        ) : (
          <Loading />
        ))}
      {known !== null && picked.kind === 'known' && (
        <KnownPurchase form={form} known={known} onAnother={another} error={error} />
      )}
      {picked.kind === 'till' && (
        <TillPurchase form={form} orderNumber={picked.orderNumber} onAnother={another} error={error} />
      )}
      {picked.kind === 'typed' && <TypedPurchase form={form} onAnother={another} error={error} />}
    </div>
  )
}

interface PickedProps {
  readonly form: UseFormReturnType<CaseValues>
  readonly onAnother: () => void
  readonly error: (path: string) => string | undefined
}

function KnownPurchase({
  form,
  known,
  onAnother,
  error,
}: PickedProps & { readonly known: WholePurchaseView }) {
  const { t } = useTranslation('returns')
  const [changing, setChanging] = useState(false)
  const incomplete = known.incomplete.length > 0
  return (
    <>
      <div className={classes.pickedHead}>
        <PurchaseHead purchase={known} who={form.values} />
        {!changing && (
          <Button variant="subtle" size="compact-xs" onClick={() => setChanging(true)}>
            {t('purchase.change')}
          </Button>
        )}
        <Button variant="subtle" size="compact-xs" onClick={onAnother}>
          {t('new.another')}
        </Button>
      </div>
      {error('search') !== undefined && (
        <Text size="xs" c="var(--cs-late)" role="alert">
          {error('search')}
        </Text>
      )}
      {incomplete && !changing && (
        <>
          <Text size="sm" className={classes.note}>
            {t('purchase.incomplete')}
          </Text>
          <ChangePurchase
            key={known.version}
            purchase={known}
            only={known.incomplete}
            onDone={() => form.clearErrors()}
            onCancel={null}
          />
        </>
      )}
      {changing && (
        <ChangePurchase
          key={known.version}
          purchase={known}
          only={null}
          onDone={() => setChanging(false)}
          onCancel={() => setChanging(false)}
        />
      )}
      <LineChoice
        lines={linesOfKnown(known)}
        cases={known.cases}
        chosen={form.values.lines}
        onChange={(lines) => form.setFieldValue('lines', lines)}
        errorOf={(position) => error(`units.${position}`)}
        error={error('lines')}
      />
    </>
  )
}

function TillPurchase({
  form,
  orderNumber,
  onAnother,
  error,
}: PickedProps & { readonly orderNumber: string }) {
  const { t } = useTranslation('returns')
  const trpc = useTRPC()
  const found = useQuery(trpc.purchases.find.queryOptions({ text: orderNumber.slice(0, 60) }))
  const purchase = found.data?.till.find((each) => each.orderNumber === orderNumber)
  return (
    <>
      <div className={classes.pickedHead}>
        {purchase !== undefined && <PurchaseHead purchase={purchase} who={null} />}
        <span className={classes.dim}>{t('search.till')}</span>
        <Button
          variant="subtle"
          size="compact-xs"
          onClick={() => form.setFieldValue('picked', { kind: 'typed' })}
        >
          {t('purchase.change')}
        </Button>
        <Button variant="subtle" size="compact-xs" onClick={onAnother}>
          {t('new.another')}
        </Button>
      </div>
      {error('search') !== undefined && (
        <Text size="xs" c="var(--cs-late)" role="alert">
          {error('search')}
        </Text>
      )}
      <WhoFields form={form} />
      {purchase !== undefined && (
        <LineChoice
          lines={linesOfTill(purchase)}
          cases={[]}
          chosen={form.values.lines}
          onChange={(lines) => form.setFieldValue('lines', lines)}
          errorOf={(position) => error(`units.${position}`)}
          error={error('lines')}
        />
      )}
    </>
  )
}

function PurchaseHead({
  purchase,
  who,
}: {
  readonly purchase: WholePurchaseView | TillPurchaseView
  readonly who: Pick<CaseValues, 'anonymous' | 'name' | 'phone'> | null
}) {
  const { t } = useTranslation('returns')
  const { language } = useFormat()
  const method = purchase.paymentMethod
  return (
    <span className={classes.resultHead} lang={language}>
      <strong className="numbers">{purchase.orderNumber}</strong>
      <span className="numbers">{purchase.invoicedOn}</span>
      <span>{t(`channel.${purchase.channel}`)}</span>
      {method !== null && <span>{t(`words:payment.${method}`)}</span>}
      {who !== null && <span>{who.anonymous ? t('words:anonymous') : `${who.name} ${who.phone}`}</span>}
    </span>
  )
}
