import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { maskedPhone } from '../../domain/phone-mask.ts'
import { phoneSchema } from '../../domain/text.ts'
import type { RecalledCustomer } from '../../electron/desk/views.ts'
import { useTRPC } from '../api/trpc.ts'
import type { IntakeValues } from './intake-form.ts'
import type { Recall } from './RecallInput.tsx'

/** How long after the last key customers are looked for, in milliseconds. */
const restMs = 150

/**
 * Customers that what is typed may mean.
 * @param text of the field that is being typed in: name, pinyin, part of a phone number, order number
 */
export function useRecall(text: string): readonly RecalledCustomer[] {
  const [settled] = useDebouncedValue(text.trim(), restMs)
  const query = useQuery({
    ...useTRPC().customers.recall.queryOptions({ text: settled.slice(0, 60) }),
    enabled: settled.length >= 2,
    placeholderData: keepPreviousData,
  })
  return settled.length >= 2 && text.trim().length >= 2 ? (query.data ?? []) : []
}

/**
 * The chosen customer with purchases and earlier complaints.
 * @param customerId null = none chosen
 */
export function useChosenCustomer(customerId: string | null): RecalledCustomer | null {
  const query = useQuery({
    ...useTRPC().customers.earlier.queryOptions({ customerId: customerId ?? '' }),
    enabled: customerId !== null,
  })
  return customerId === null ? null : (query.data ?? null)
}

/**
 * Open complaints that may be the same matter.
 * @param values who and what so far
 */
export function useDoubles(values: IntakeValues) {
  const [asked] = useDebouncedValue(
    JSON.stringify({
      customerId: values.customerId,
      phone: values.phone.trim().slice(0, 60),
      orderNumber: values.orderNumber.trim().slice(0, 60),
    }),
    restMs,
  )
  const input: { customerId: string | null; phone: string; orderNumber: string } = JSON.parse(asked)
  const query = useQuery({
    ...useTRPC().complaints.doubles.queryOptions(input),
    enabled:
      !values.anonymous &&
      (input.customerId !== null || input.phone.length >= 5 || input.orderNumber.length >= 4),
  })
  return values.anonymous ? [] : (query.data ?? [])
}

/**
 * The customer whose number has been typed in full, where no other name speaks against it.
 * @param values who so far
 * @param found customers found again
 */
export function sameByPhone(
  values: IntakeValues,
  found: readonly RecalledCustomer[],
): RecalledCustomer | null {
  if (values.customerId !== null || values.anonymous) return null
  const phone = phoneSchema.safeParse(values.phone)
  if (!phone.success || phone.data.length < 7) return null
  const owners = found.filter((each) => each.customer.phones.includes(maskedPhone(phone.data)))
  const owner = owners.length === 1 ? owners[0] : undefined
  if (owner === undefined) return null
  return values.name.trim() === '' || values.name.trim() === owner.customer.name ? owner : null
}

/** One line for each purchase: in the field for the order number the purchase is what is looked for. */
export function recallsByOrder(found: readonly RecalledCustomer[], text: string): Recall[] {
  const wanted = text.trim().toUpperCase()
  return found.flatMap((each) =>
    each.purchases
      .filter((purchase) => purchase.orderNumber.toUpperCase().includes(wanted))
      .map((purchase) => ({ found: each, purchase })),
  )
}
