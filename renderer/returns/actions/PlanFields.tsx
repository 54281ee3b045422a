import { Checkbox, Radio, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { planSchema } from '../../../domain/case/input.ts'
import type { CaseRemedy } from '../../../domain/case/vocabulary.ts'
import { useTRPC } from '../../api/trpc.ts'
import actions from '../../complaint/actions/actions.module.css'
import type { ActionFormState } from '../../complaint/actions/FieldControl.tsx'
import { Calculation } from '../Calculation.tsx'
import classes from '../case.module.css'
import { useCaseWords } from '../case-words.ts'
import type { CaseFormContext } from './case-forms.ts'
import { OfferFields } from './OfferFields.tsx'
import { PlanAuthority } from './PlanAuthority.tsx'
import type { RemedyStanding } from './plan-form.ts'
import {
  mayKeepGoods,
  namesCost,
  offersSameModel,
  planInput,
  planValuesSchema,
  remedyChoices,
  worthPlan,
} from './plan-form.ts'

interface PlanFieldsProps {
  readonly form: ActionFormState
  readonly context: CaseFormContext
}

/** The plan: remedy with what it rests on, what is given instead, who bears what, softening offers, the money live. */
export function PlanFields({ form, context }: PlanFieldsProps) {
  const { t } = useTranslation('returns')
  const { view } = context
  const values = planValuesSchema.parse(form.values)
  const choices = remedyChoices(view)
  const standing = choices.find((each) => each.remedy === values.remedy)?.standing
  const storeBearsFreight = standing?.kind === 'granted' && standing.grant.freight === 'store'
  useWorth(form, context)
  return (
    <div className={classes.planForm}>
      <Stack gap="sm">
        <Radio.Group label={t('field.remedy')} {...form.getInputProps('remedy')}>
          <Stack gap={6} pt={4}>
            {choices.map((choice, index) => (
              <RemedyChoice key={choice.remedy} {...choice} first={index === 0} />
            ))}
          </Stack>
        </Radio.Group>
        {mayKeepGoods(values.remedy) && (
          <Checkbox
            label={t('field.keepsGoods')}
            {...form.getInputProps('keepsGoods', { type: 'checkbox' })}
          />
        )}
        {values.remedy === 'exchange' && <Replacement form={form} context={context} />}
        {namesCost(values.remedy, standing) && (
          <TextInput
            label={t(values.remedy === 'paid_repair' ? 'field.costCustomer' : 'field.costStore')}
            inputMode="decimal"
            autoComplete="off"
            maw={240}
            {...form.getInputProps('cost')}
          />
        )}
        {(values.remedy === 'refund' || values.remedy === 'exchange') &&
          (storeBearsFreight ? (
            <Text size="sm" c="dimmed">
              {t('entitlement.freight.store')}
            </Text>
          ) : (
            <TextInput
              label={t('field.freight')}
              description={t('plan.freightHint')}
              inputMode="decimal"
              autoComplete="off"
              maw={320}
              {...form.getInputProps('freight')}
            />
          ))}
        {(values.remedy === 'refund' || values.remedy === 'exchange') && (
          <Checkbox
            label={t('field.storeCredit')}
            {...form.getInputProps('storeCredit', { type: 'checkbox' })}
          />
        )}
        <OfferFields form={form} context={context} />
        <Textarea
          label={t('field.wording')}
          autosize
          minRows={2}
          maxRows={8}
          {...form.getInputProps('wording')}
        />
      </Stack>
      <Preview form={form} context={context} />
    </div>
  )
}

/** What the goods are worth, once: the same model is priced as it was paid. */
function useWorth(form: ActionFormState, { view }: CaseFormContext): void {
  const trpc = useTRPC()
  const worth = useQuery(trpc.cases.planPreview.queryOptions({ caseId: view.id, plan: worthPlan }))
  const goodsFen = worth.data?.settlement?.goodsFen ?? null
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the desk has said it, not per rendering
  useEffect(() => {
    if (goodsFen !== null) form.setFieldValue('worthFen', goodsFen)
  }, [goodsFen])
}

function RemedyChoice({
  remedy,
  standing,
  first,
}: {
  readonly remedy: CaseRemedy
  readonly standing: RemedyStanding
  readonly first: boolean
}) {
  const { t } = useTranslation('returns')
  return (
    <Radio
      value={remedy}
      label={t(`words:caseRemedy.${remedy}`)}
      description={<Standing standing={standing} />}
      data-autofocus={first || undefined}
    />
  )
}

function Standing({ standing }: { readonly standing: RemedyStanding }) {
  const { t } = useTranslation('returns')
  const words = useCaseWords()
  switch (standing.kind) {
    case 'granted': {
      const { layer, citation, daysLeft } = standing.grant
      return (
        <>
          {t(`layer.${layer}`)} · {words.cited(citation)}
          {daysLeft !== null && ` · ${t('entitlement.daysLeft', { count: daysLeft })}`}
        </>
      )
    }
    case 'authorised':
      return <>{t('plan.authorised', { number: standing.number, title: standing.title })}</>
    case 'beyond':
      return (
        <span className={classes.beyond}>
          {t('plan.needsSignature')}
          {standing.reason !== null && ` · ${t(`refused.${standing.reason}`)}`}
        </span>
      )
    case 'paid':
      return <>{t('plan.paidByCustomer')}</>
    case 'free':
      return <>{t('plan.onlyOffers')}</>
  }
}

function Replacement({ form, context }: PlanFieldsProps) {
  const { t } = useTranslation('returns')
  const values = planValuesSchema.parse(form.values)
  const offered = offersSameModel(context.view)
  return (
    <>
      {offered && (
        <Checkbox
          label={t('field.sameModel', { model: context.view.lines[0]?.model ?? '' })}
          {...form.getInputProps('sameModel', { type: 'checkbox' })}
        />
      )}
      {!(offered && values.sameModel) && (
        <div className={classes.formRow}>
          <TextInput label={t('field.model')} autoComplete="off" {...form.getInputProps('model')} />
          <TextInput
            label={t('field.productName')}
            autoComplete="off"
            {...form.getInputProps('productName')}
          />
          <TextInput
            label={t('field.price')}
            inputMode="decimal"
            autoComplete="off"
            {...form.getInputProps('price')}
          />
        </div>
      )}
    </>
  )
}

/** The money and who must sign, as the desk works it out while the plan is written. */
function Preview({ form, context }: PlanFieldsProps) {
  const { t } = useTranslation('returns')
  const trpc = useTRPC()
  const words = useCaseWords()
  const { view, policy, me } = context
  const parsed = planSchema.safeParse(planInput(form.values, context))
  const [asked] = useDebouncedValue(parsed.success ? JSON.stringify(parsed.data) : null, 250)
  const preview = useQuery({
    ...trpc.cases.planPreview.queryOptions({
      caseId: view.id,
      plan: asked === null ? worthPlan : planSchema.parse(JSON.parse(asked)),
    }),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
  })
  const shown = parsed.success ? preview.data : undefined
  return (
    <section className={classes.preview} aria-label={t('money.title')} aria-live="polite">
      <h3>{t('money.title')}</h3>
      {shown === undefined && <p className={classes.dim}>{t('plan.incomplete')}</p>}
      {shown !== undefined && parsed.success && (
        <>
          {shown.problem === null ? (
            <Calculation
              view={view}
              plan={parsed.data}
              settlement={shown.settlement}
              refundFen={shown.refundFen}
              payFen={shown.payFen}
            />
          ) : (
            <p className={classes.note}>{t(`problem.${shown.problem}`)}</p>
          )}
          <p>
            {shown.basis === null
              ? t(parsed.data.remedy === 'offers_only' ? 'plan.goodwillOnly' : 'plan.beyond')
              : t('plan.restsOn', { basis: words.basis(shown.basis, shown.citation) })}
          </p>
          {shown.gaps.map((gap) => (
            <p key={gap} className={classes.note}>
              {t(`gap.${gap}`)}
            </p>
          ))}
          <div className={actions.aside} data-warn={shown.needsSignature || undefined}>
            <PlanAuthority
              goodwill={shown.goodwill}
              basis={shown.basis}
              role={me.staff.role}
              policy={policy}
              at="submission"
            />
          </div>
        </>
      )}
    </section>
  )
}
