import { Button, Checkbox, Kbd, Radio, Text, Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import { caseReasons } from '../../../domain/case/vocabulary.ts'
import type { ComplaintView } from '../../../electron/desk/views.ts'
import { useCommand } from '../../api/command.ts'
import { useTRPC, useTRPCClient } from '../../api/trpc.ts'
import { paths } from '../../frame/places.ts'
import { useErrorWords } from '../../i18n/error-words.ts'
import { AttachmentStrip } from '../../intake/AttachmentStrip.tsx'
import { useDraftKeeping } from '../../intake/draft.ts'
import { ErrorSummary } from '../../intake/ErrorSummary.tsx'
import { useFieldErrors } from '../../intake/field-errors.ts'
import { onEnterMoveOn, useCtrlEnter } from '../../intake/keyboard.ts'
import { RestoredDraft } from '../../intake/RestoredDraft.tsx'
import { showRecorded } from '../../intake/recorded-notice.ts'
import { PlaceTitle } from '../../parts/PlaceTitle.tsx'
import { ProblemNotice } from '../../parts/ProblemNotice.tsx'
import { asksFaultKind } from '../actions/inspection-form.ts'
import type { CaseValues } from './case-form.ts'
import { caseOpeningSchema, controlOf, openingOf } from './case-form.ts'
import { NewCaseSide } from './NewCaseSide.tsx'
import classes from './new-case.module.css'
import { WhichPurchase } from './WhichPurchase.tsx'

interface NewCaseFormProps {
  readonly initial: CaseValues
  /** When the restored draft was kept; null = begun empty. */
  readonly restoredAt: string | null
  /** The line of the purchase that the complaint is about; null = none. */
  readonly begunLine: string | null
  readonly complaint: ComplaintView | null
  readonly onDiscard: () => void
}

/** The form in three groups: which purchase, which goods, what happened. Enter moves on, Ctrl+Enter records. */
export function NewCaseForm({ initial, restoredAt, begunLine, complaint, onDiscard }: NewCaseFormProps) {
  const { t, i18n } = useTranslation('returns')
  const words = useErrorWords()
  const fieldErrors = useFieldErrors()
  const desk = useTRPCClient()
  const trpc = useTRPC()
  const [, navigate] = useLocation()
  const formElement = useRef<HTMLFormElement>(null)
  const form = useForm<CaseValues>({ initialValues: initial })
  const { values } = form
  const { forget } = useDraftKeeping('case', values)
  const { picked } = values
  const purchase = useQuery({
    ...trpc.purchases.get.queryOptions({ id: picked.kind === 'known' ? picked.purchaseId : '' }),
    enabled: picked.kind === 'known',
  })
  const known = picked.kind === 'known' ? (purchase.data ?? null) : null
  const busy = useRef(false)
  const command = useCommand(desk.cases.open.mutate, {
    onDone: (recorded) => {
      showRecorded(t('new.recorded', { number: recorded.number }))
      forget().catch((error: unknown) => console.warn('the draft was not removed', error))
      navigate(paths.returnCase(recorded.id))
    },
  })
  const refused = command.problem?.kind === 'refused' ? command.problem.desk : null
  const refusedAt = refused?.field == null ? null : controlOf(refused.field, values)

  // biome-ignore lint/correctness/useExhaustiveDependencies: once per refusal, not per rendering
  useEffect(() => {
    if (refused === null || refusedAt === null) return
    refuse({ [refusedAt]: words.ofDesk(refused) })
  }, [refused])

  /** Marks what is wrong, and puts the cursor into the first of it in the order of the page. */
  function refuse(errors: Record<string, string>): void {
    form.setErrors(errors)
    const fields = [...(formElement.current?.querySelectorAll<HTMLInputElement>('[name]') ?? [])]
    fields.find((field) => field.name in errors)?.focus()
  }

  async function record(): Promise<void> {
    if (busy.current) return
    const now = form.getValues()
    if (now.picked.kind === 'none' || (now.picked.kind === 'known' && known === null)) {
      refuse({ search: t('new.pickPurchase') })
      return
    }
    const parsed = caseOpeningSchema.safeParse(openingOf(now, known))
    if (!parsed.success) {
      const errors = Object.entries(fieldErrors(parsed.error))
      refuse(Object.fromEntries(errors.map(([path, error]) => [controlOf(path, now), error])))
      return
    }
    form.setErrors({})
    busy.current = true
    // After success the page is left; a second Ctrl+Enter in between must find it still busy.
    if ((await command.run(parsed.data)) === null) busy.current = false
  }

  useCtrlEnter(record)

  const nameOf = (path: string) => {
    const last = path.split('.').at(-1) ?? path
    const key = ['search', 'lines', 'reason', 'whatHappened', 'name', 'phone', 'files'].includes(path)
      ? `new.field.${path}`
      : path.startsWith('units.')
        ? 'new.field.units'
        : `purchase.${last === 'paid' ? 'paidFen' : last}`
    return i18n.exists(`returns:${key}`) ? t(key) : path
  }

  return (
    <div className={classes.page}>
      <div>
        <div className={classes.top}>
          <PlaceTitle title={t('place.new')} />
          {complaint !== null && (
            <span>
              {t('new.ofComplaint')}{' '}
              <Link href={paths.complaint(complaint.id)} className="numbers">
                {complaint.number}
              </Link>
            </span>
          )}
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
          <section className={classes.group} aria-labelledby="new-purchase">
            <h2 id="new-purchase">{t('new.purchase')}</h2>
            <WhichPurchase form={form} known={known} begunLine={begunLine} loading={purchase} />
          </section>
          <section className={classes.group} aria-labelledby="new-what">
            <h2 id="new-what">{t('new.what')}</h2>
            <div className={classes.rows}>
              <Radio.Group
                label={t('new.field.reason')}
                value={values.reason}
                onChange={(value) =>
                  form.setFieldValue('reason', caseReasons.find((reason) => reason === value) ?? '')
                }
                error={form.errors.reason}
              >
                <div className={classes.reasons}>
                  {caseReasons.map((reason) => (
                    <Radio
                      key={reason}
                      name="reason"
                      value={reason}
                      label={t(`words:caseReason.${reason}`)}
                    />
                  ))}
                </div>
              </Radio.Group>
              {values.reason !== '' && asksFaultKind(values.reason) && (
                <Radio.Group label={t('field.faultKind')} {...form.getInputProps('faultKind')}>
                  <div className={classes.reasons}>
                    <Radio name="faultKind" value="performance" label={t('faultKind.performance')} />
                    <Radio name="faultKind" value="appearance" label={t('faultKind.appearance')} />
                  </div>
                </Radio.Group>
              )}
              <Textarea
                name="whatHappened"
                label={t('field.whatHappened')}
                autosize
                minRows={2}
                maxRows={8}
                {...form.getInputProps('whatHappened')}
              />
              <Checkbox
                name="voucherValid"
                label={t('field.voucherValid')}
                {...form.getInputProps('voucherValid', { type: 'checkbox' })}
              />
            </div>
          </section>
          <div className={classes.foot}>
            <ErrorSummary errors={form.errors} form={formElement} nameOf={nameOf} />
            {refusedAt === null && (
              <ProblemNotice problem={command.problem} onSendAgain={() => void record()} />
            )}
            <Button type="submit" size="md" loading={command.pending}>
              {t('new.record')}
            </Button>
            <Text size="xs" c="dimmed">
              <Kbd size="xs">Ctrl</Kbd> + <Kbd size="xs">Enter</Kbd>
            </Text>
            <AttachmentStrip
              files={values.files}
              onChange={(change) => form.setFieldValue('files', (files) => [...change(files)])}
              error={typeof form.errors.files === 'string' ? form.errors.files : undefined}
            />
          </div>
        </form>
      </div>
      <NewCaseSide values={values} known={known} />
    </div>
  )
}
