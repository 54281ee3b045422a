import { Button, Checkbox, Kbd, NativeSelect, Text, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { Policy } from '../../domain/policy.ts'
import { channels, wants } from '../../domain/vocabulary.ts'
import type { StaffView } from '../../electron/desk/views.ts'
import { useCommand } from '../api/command.ts'
import { useTRPCClient } from '../api/trpc.ts'
import { paths } from '../frame/places.ts'
import { useErrorWords } from '../i18n/error-words.ts'
import { PlaceTitle } from '../parts/PlaceTitle.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { AttachmentStrip } from './AttachmentStrip.tsx'
import { useDraftKeeping } from './draft.ts'
import { ErrorSummary } from './ErrorSummary.tsx'
import { focusFirstError, useFieldErrors } from './field-errors.ts'
import { HowBad } from './HowBad.tsx'
import { IntakeSide } from './IntakeSide.tsx'
import classes from './intake.module.css'
import type { IntakeValues } from './intake-form.ts'
import { atFields, fieldOf, registrationOf, registrationSchema, suggestionFor } from './intake-form.ts'
import { onEnterMoveOn, useCtrlEnter } from './keyboard.ts'
import type { Recall } from './RecallInput.tsx'
import { RecallInput } from './RecallInput.tsx'
import { RestoredDraft } from './RestoredDraft.tsx'
import { recallsByOrder, sameByPhone, useChosenCustomer, useRecall } from './recall.ts'
import { showRecorded } from './recorded-notice.ts'
import { ToggleGroup } from './ToggleGroup.tsx'

interface IntakeFormProps {
  readonly initial: IntakeValues
  /** When the restored draft was kept; null = begun empty. */
  readonly restoredAt: string | null
  readonly onDiscard: () => void
  readonly policy: Policy
  readonly staff: readonly StaffView[]
}

/** The form in three groups: who, what, how bad. Enter moves on, Ctrl+Enter records. */
export function IntakeForm({ initial, restoredAt, onDiscard, policy, staff }: IntakeFormProps) {
  const { t } = useTranslation('intake')
  const words = useErrorWords()
  const fieldErrors = useFieldErrors()
  const desk = useTRPCClient()
  const [, navigate] = useLocation()
  const formElement = useRef<HTMLFormElement>(null)
  const form = useForm<IntakeValues>({ initialValues: initial })
  const { values } = form
  const { managerPin: _, ...draft } = values
  const { forget } = useDraftKeeping('intake', draft)
  const [typing, setTyping] = useState<'name' | 'phone' | 'orderNumber'>('name')
  const found = useRecall(values.anonymous ? '' : values[typing])
  const customer = useChosenCustomer(values.customerId)
  const suggestion = suggestionFor(values, policy)
  const busy = useRef(false)
  const command = useCommand(desk.complaints.register.mutate, {
    onDone: (recorded) => {
      showRecorded(t('recorded', { number: recorded.number }))
      forget().catch((error: unknown) => console.warn('the draft was not removed', error))
      navigate(paths.complaint(recorded.id))
    },
  })
  const refused = command.problem?.kind === 'refused' ? command.problem.desk : null
  const refusedField = refused?.field == null ? null : fieldOf(refused.field)

  // biome-ignore lint/correctness/useExhaustiveDependencies: once per refusal, not per rendering
  useEffect(() => {
    if (refused === null || refusedField === null) return
    form.setFieldError(refusedField, words.ofDesk(refused))
    focusFirstError(formElement.current)
  }, [refused])

  const same = sameByPhone(values, found)
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the number has become somebody's, once
  useEffect(() => {
    if (same !== null) form.setValues({ customerId: same.customer.id, name: same.customer.name })
  }, [same?.customer.id])

  async function record(): Promise<void> {
    if (busy.current) return
    const input = registrationOf(form.getValues(), suggestion)
    const parsed = registrationSchema.safeParse(input)
    form.setErrors(parsed.success ? {} : atFields(fieldErrors(parsed.error)))
    if (!parsed.success) {
      focusFirstError(formElement.current)
      return
    }
    busy.current = true
    // After success the page is left; a second Ctrl+Enter in between must find it still busy.
    if ((await command.run(input)) === null) busy.current = false
  }

  useCtrlEnter(record)

  function pick({ found: again, purchase }: Recall): void {
    form.setValues({
      customerId: again.customer.id,
      name: again.customer.name,
      phone: again.customer.phones[0] ?? '',
      memberNumber: again.customer.memberNumber,
      ...(purchase === null
        ? {}
        : {
            orderNumber: purchase.orderNumber,
            model: purchase.model,
            productName: purchase.productName,
            serialNumber: purchase.serialNumber,
          }),
    })
    setTyping('orderNumber')
    formElement.current
      ?.querySelector<HTMLElement>(purchase === null ? '[name="orderNumber"]' : '[name="whatHappened"]')
      ?.focus()
  }

  /** Somebody else's name or number is somebody else. */
  function typeWho(field: 'name' | 'phone', text: string): void {
    setTyping(field)
    form.setValues({ [field]: text, customerId: null })
    form.clearFieldError(field)
  }

  const who = found.map((each) => ({ found: each, purchase: null }))
  const known = customer === null ? found : [customer]
  const select = (name: keyof IntakeValues) => ({ size: 'sm' as const, name, ...form.getInputProps(name) })

  return (
    <div className={classes.page}>
      <div>
        <div className={classes.top}>
          <PlaceTitle title={t('title')} />
          {restoredAt !== null && (
            <RestoredDraft
              at={restoredAt}
              onDiscard={() => {
                forget().catch((error: unknown) => console.warn('the draft was not removed', error))
                onDiscard()
              }}
            />
          )}
        </div>
        <form
          ref={formElement}
          className={classes.form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            void record()
          }}
          onKeyDown={onEnterMoveOn}
        >
          <section className={classes.group} aria-labelledby="intake-who">
            <h2 id="intake-who">{t('who')}</h2>
            <div className={classes.rows}>
              <div className={classes.row}>
                <div className={classes.five}>
                  <RecallInput
                    name="name"
                    label={t('label.name')}
                    value={values.name}
                    onChange={(text) => typeWho('name', text)}
                    onPick={pick}
                    recalls={typing === 'name' ? who : []}
                    error={form.errors.name}
                    disabled={values.anonymous}
                    autoFocus
                  />
                </div>
                <div className={classes.four}>
                  <RecallInput
                    name="phone"
                    label={t('label.phone')}
                    value={values.phone}
                    onChange={(text) => typeWho('phone', text)}
                    onPick={pick}
                    recalls={typing === 'phone' ? who : []}
                    error={form.errors.phone}
                    disabled={values.anonymous}
                    inputMode="tel"
                  />
                </div>
                <Checkbox
                  className={classes.check}
                  label={t('label.anonymous')}
                  checked={values.anonymous}
                  onChange={(event) =>
                    form.setValues({
                      anonymous: event.currentTarget.checked,
                      ...(event.currentTarget.checked ? { customerId: null, name: '', phone: '' } : {}),
                    })
                  }
                />
              </div>
              <div className={classes.row}>
                <div className={classes.third}>
                  <RecallInput
                    name="orderNumber"
                    label={t('label.orderNumber')}
                    value={values.orderNumber}
                    onChange={(text) => {
                      setTyping('orderNumber')
                      form.setFieldValue('orderNumber', text)
                    }}
                    onPick={pick}
                    recalls={typing === 'orderNumber' ? recallsByOrder(known, values.orderNumber) : []}
                    error={form.errors.orderNumber}
                  />
                </div>
                <TextInput
                  className={classes.third}
                  label={t('label.model')}
                  autoComplete="off"
                  {...select('model')}
                />
                <TextInput
                  className={classes.third}
                  label={t('label.productName')}
                  autoComplete="off"
                  {...select('productName')}
                />
                <TextInput
                  className={classes.third}
                  label={t('label.serialNumber')}
                  autoComplete="off"
                  {...select('serialNumber')}
                />
              </div>
            </div>
          </section>
          <section className={classes.group} aria-labelledby="intake-what">
            <h2 id="intake-what">{t('what')}</h2>
            <div className={classes.rows}>
              <div className={classes.row}>
                <NativeSelect
                  label={t('label.channel')}
                  data={channels.map((each) => ({ value: each, label: t(`words:channel.${each}`) }))}
                  {...select('channel')}
                />
                <TextInput
                  className={classes.wide}
                  label={t('label.against')}
                  autoComplete="off"
                  {...select('against')}
                />
              </div>
              <Textarea
                label={t('label.whatHappened')}
                autosize
                minRows={3}
                maxRows={10}
                {...select('whatHappened')}
              />
              <ToggleGroup
                label={t('label.wants')}
                choices={wants.map((each) => ({ value: each, label: t(`words:want.${each}`) }))}
                value={values.wants}
                onChange={(value) => form.setFieldValue('wants', value)}
              />
              {values.wants.includes('compensation') && (
                <div className={classes.row}>
                  <TextInput
                    label={t('label.claim')}
                    inputMode="decimal"
                    autoComplete="off"
                    {...select('claimYuan')}
                  />
                  <TextInput
                    className={classes.wide}
                    label={t('label.claimBasis')}
                    autoComplete="off"
                    {...select('claimBasis')}
                  />
                </div>
              )}
            </div>
          </section>
          <HowBad form={form} suggestion={suggestion} policy={policy} staff={staff} />
          <div className={classes.foot}>
            <ErrorSummary errors={form.errors} form={formElement} />
            {refusedField === null && (
              <ProblemNotice problem={command.problem} onSendAgain={() => void record()} />
            )}
            <Button type="submit" size="md" loading={command.pending}>
              {t('record')}
            </Button>
            <Text size="xs" c="dimmed">
              <Kbd size="xs">Ctrl</Kbd> + <Kbd size="xs">Enter</Kbd> {t('keys')}
            </Text>
            <AttachmentStrip
              files={values.files}
              onChange={(change) => form.setFieldValue('files', (files) => [...change(files)])}
              error={typeof form.errors.files === 'string' ? form.errors.files : undefined}
            />
          </div>
        </form>
      </div>
      <IntakeSide values={values} customer={customer} suggestion={suggestion} />
    </div>
  )
}
