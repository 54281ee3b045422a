import { Button, Loader, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import type { KeyboardEvent } from 'react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type {
  FoundPurchases,
  TillPurchaseView,
  WholePurchaseView,
} from '../../../electron/desk/case-views.ts'
import type { CustomerView } from '../../../electron/desk/views.ts'
import { useTRPC } from '../../api/trpc.ts'
import { useFormat } from '../../i18n/format.ts'
import type { ExactMatch } from './case-form.ts'
import { exactMatch } from './case-form.ts'
import classes from './new-case.module.css'

/** How long after the last key purchases are looked for, in milliseconds. */
const restMs = 150

interface PurchaseSearchProps {
  readonly value: string
  readonly onChange: (text: string) => void
  /** Look for this customer's purchases as long as nothing is typed. */
  readonly customerId: string | null
  readonly error: string | undefined
  readonly onKnown: (purchase: WholePurchaseView, customer: CustomerView, position: number | null) => void
  readonly onTill: (purchase: TillPurchaseView, position: number | null) => void
  readonly onTyped: () => void
}

const nothing: FoundPurchases = { known: [], till: [] }

/**
 * One field for order number, serial, phone or name. A scanner is a fast keyboard that ends with Enter: Enter asks for just
 * what stands in the field then, and an exact match is taken at once.
 */
export function PurchaseSearch(props: PurchaseSearchProps) {
  const { value, onChange, customerId, error, onKnown, onTill, onTyped } = props
  const { t } = useTranslation('returns')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const list = useRef<HTMLUListElement>(null)
  const entered = useRef('')
  const text = value.trim().slice(0, 60)
  const [settled] = useDebouncedValue(text, restMs)
  const byText = settled.length >= 2
  const query = useQuery({
    ...trpc.purchases.find.queryOptions(byText ? { text: settled } : { customerId: customerId ?? '' }),
    enabled: byText || (customerId !== null && text === ''),
    placeholderData: keepPreviousData,
  })
  const found =
    (text.length >= 2 && byText) || (text === '' && customerId !== null) ? (query.data ?? nothing) : nothing
  const none = found.known.length === 0 && found.till.length === 0
  const searched = text.length >= 2 && byText && query.isSuccess && !query.isFetching && settled === text

  function take(match: ExactMatch, among: FoundPurchases): void {
    const { picked, position } = match
    const known = among.known.find(
      ({ purchase }) => picked.kind === 'known' && purchase.id === picked.purchaseId,
    )
    const till = among.till.find(
      (purchase) => picked.kind === 'till' && purchase.orderNumber === picked.orderNumber,
    )
    if (known !== undefined) onKnown(known.purchase, known.customer, position)
    else if (till !== undefined) onTill(till, position)
  }

  async function enter(): Promise<void> {
    if (text.length < 2) return
    entered.current = text
    const answer = await queryClient.fetchQuery(trpc.purchases.find.queryOptions({ text }))
    // Typed on meanwhile: the answer is to a question that stands no more.
    if (entered.current !== text) return
    const match = exactMatch(answer, text)
    if (match !== null) take(match, answer)
    else list.current?.querySelector('button')?.focus()
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') {
      event.preventDefault()
      list.current?.querySelector('button')?.focus()
    }
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    enter().catch((thrown: unknown) => console.warn('the search was not answered', thrown))
  }

  return (
    <div>
      <TextInput
        name="search"
        label={t('search.label')}
        description={t('search.hint')}
        value={value}
        maxLength={60}
        autoComplete="off"
        autoFocus
        error={error}
        rightSection={query.isFetching ? <Loader size={14} aria-hidden /> : null}
        onChange={(event) => {
          entered.current = ''
          onChange(event.currentTarget.value)
        }}
        onKeyDown={onKeyDown}
      />
      <ul ref={list} className={classes.results} aria-label={t('search.results')} onKeyDown={moveInList}>
        {found.known.map(({ purchase, customer }) => (
          <li key={purchase.id}>
            <Result
              order={purchase.orderNumber}
              on={purchase.invoicedOn}
              who={customer.anonymous ? t('words:anonymous') : customer.name}
              phone={customer.phones[0] ?? ''}
              goods={purchase.lines}
              note={purchase.cases.length > 0 ? t('search.cases', { count: purchase.cases.length }) : ''}
              onPick={() => onKnown(purchase, customer, null)}
            />
          </li>
        ))}
        {found.till.map((purchase) => (
          <li key={purchase.orderNumber}>
            <Result
              order={purchase.orderNumber}
              on={purchase.invoicedOn}
              who={purchase.customerName}
              phone={purchase.phone}
              goods={purchase.lines}
              note={t('search.till')}
              onPick={() => onTill(purchase, null)}
            />
          </li>
        ))}
      </ul>
      <div className={classes.noneFound}>
        <span role="status">{searched && none ? t('search.none') : ''}</span>
        <Button variant={searched && none ? 'default' : 'subtle'} size="xs" onClick={onTyped}>
          {t('search.typed')}
        </Button>
      </div>
    </div>
  )
}

function moveInList(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step === undefined) return
  event.preventDefault()
  const buttons: Element[] = [...event.currentTarget.querySelectorAll('button')]
  const at = document.activeElement === null ? -1 : buttons.indexOf(document.activeElement)
  const next = buttons[Math.max(0, at + step)]
  if (next instanceof HTMLElement) next.focus()
}

interface ResultProps {
  readonly order: string
  readonly on: string | null
  readonly who: string
  readonly phone: string
  readonly goods: readonly {
    productName: string
    model: string
    serialNumber: string
    paidFen: number | null
  }[]
  readonly note: string
  readonly onPick: () => void
}

function Result({ order, on, who, phone, goods, note, onPick }: ResultProps) {
  const format = useFormat()
  return (
    <button type="button" className={classes.result} onClick={onPick}>
      <span className={classes.resultHead}>
        <strong className="numbers">{order}</strong>
        <span className="numbers">{on}</span>
        <span>{who}</span>
        <span className="numbers">{phone}</span>
        <span className={classes.dim}>{note}</span>
      </span>
      <span className={classes.resultGoods}>
        {goods.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: only shown, never moved
          <span key={index}>
            {[
              line.productName,
              line.model,
              line.serialNumber,
              line.paidFen === null ? '' : format.money(line.paidFen),
            ]
              .filter((part) => part !== '')
              .join(' ')}
          </span>
        ))}
      </span>
    </button>
  )
}
