import { Autocomplete, Text, Textarea } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { requiredText, textLimits } from '../../domain/text.ts'
import type { CustomerPageView } from '../../electron/desk/customer-views.ts'
import type { CustomerView } from '../../electron/desk/views.ts'
import { useCommand } from '../api/command.ts'
import { useTRPC, useTRPCClient } from '../api/trpc.ts'
import { useErrorWords } from '../i18n/error-words.ts'
import { useFieldCheck } from '../i18n/field-check.ts'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import type { FormProps } from './CustomerDrawer.tsx'
import classes from './customer.module.css'
import { FormButtons } from './FormButtons.tsx'

/** As whom a customer is picked: name and masked numbers, which together are seldom the same. */
const lineOf = ({ name, phones }: CustomerView) => [name, ...phones].join(' ')

interface Pair {
  /** Goes on as the other. */
  readonly from: { readonly id: string; readonly seenVersion: number }
  readonly intoId: string
}

/**
 * Two records become one customer. From the list of likely doubles that one goes into the customer on the page; from the
 * menu the customer on the page goes into another one.
 */
export function MergeCustomer({
  page,
  double,
  onDone,
  onCancel,
}: FormProps & { readonly double: CustomerPageView['likely'][number] | null }) {
  const { t } = useTranslation('customer')
  const check = useFieldCheck()
  const trpc = useTRPC()
  const words = useErrorWords()
  const [typed, setTyped] = useState('')
  const [text] = useDebouncedValue(typed.trim(), 200)
  const [reason, setReason] = useState('')
  const [errors, setErrors] = useState<{ into?: string | null; reason?: string | null }>({})
  const recall = useQuery({
    ...trpc.customers.recall.queryOptions({ text }),
    enabled: double === null && text.length >= 2,
  })
  // Its version must be the one that is merged.
  const other = useQuery({
    ...trpc.customers.page.queryOptions({ id: double?.id ?? page.customer.id }),
    enabled: double !== null,
  })
  const [seenVersion] = useState(page.version)
  const command = useCommand(useTRPCClient().customers.merge.mutate, { onDone })
  const found = [...page.likely, ...(recall.data ?? []).map((each) => each.customer)].filter(
    (each, place, all) =>
      each.id !== page.customer.id && all.findIndex((one) => one.id === each.id) === place,
  )
  const chosen = found.find((each) => lineOf(each) === typed.trim())

  function pairOf(): Pair | null {
    if (double === null)
      return chosen === undefined ? null : { from: { id: page.customer.id, seenVersion }, intoId: chosen.id }
    if (other.data === undefined) return null
    return { from: { id: double.id, seenVersion: other.data.version }, intoId: page.customer.id }
  }

  function send(event?: FormEvent): void {
    event?.preventDefault()
    const pair = pairOf()
    const wrong = {
      into: pair === null && double === null ? words.ofKey('required') : null,
      reason: check(requiredText(textLimits.line))(reason),
    }
    setErrors(wrong)
    if (pair === null || wrong.reason !== null || command.pending) return
    void command.run({ ...pair.from, intoId: pair.intoId, reason })
  }

  return (
    <form className={classes.act} onSubmit={send} noValidate>
      <p className={classes.note}>{t('text.merge')}</p>
      {double === null ? (
        <div>
          <Autocomplete
            label={t('field.into')}
            description={t('field.intoHint')}
            required
            data-autofocus
            autoComplete="off"
            data={[...new Set(found.map(lineOf))]}
            filter={({ options }) => options}
            value={typed}
            onChange={setTyped}
            error={errors.into ?? null}
          />
          <Text size="xs" c="dimmed" mt={4} role="status">
            {text.length >= 2 && recall.isSuccess && found.length === 0 && t('field.intoNone')}
          </Text>
        </div>
      ) : (
        <p className={classes.note}>
          <strong>{lineOf(double)}</strong> → <strong>{lineOf(page.customer)}</strong>
        </p>
      )}
      <Textarea
        label={t('field.reason')}
        required
        autosize
        minRows={2}
        {...(double === null ? {} : { 'data-autofocus': true })}
        value={reason}
        error={errors.reason ?? null}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <ProblemNotice problem={command.problem} onSendAgain={() => send()} />
      <FormButtons word={t('do.merge')} pending={command.pending} onCancel={onCancel} />
    </form>
  )
}
