import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import actions from '../../complaint/actions/actions.module.css'
import { useFormat } from '../../i18n/format.ts'
import { Calculation } from '../Calculation.tsx'
import { PlanBlock } from '../PlanBlock.tsx'
import { PurchaseChanges } from '../PurchaseChanges.tsx'
import type { CaseForm, CaseFormContext } from './case-forms.ts'
import { currentSerial } from './case-forms.ts'
import { PlanAuthority } from './PlanAuthority.tsx'

interface CaseAsideProps {
  readonly kind: NonNullable<CaseForm['aside']>
  readonly context: CaseFormContext
}

/** What the person must have in sight while an action is entered. */
export function CaseAside({ kind, context }: CaseAsideProps) {
  switch (kind) {
    case 'money':
      return <Money context={context} />
    case 'paper':
      return <Paper context={context} at="signature" />
    case 'submission':
      return <Paper context={context} at="submission" />
    case 'purchase_changes':
      return <PurchaseChanges changes={context.view.purchaseChanges} />
    case 'swap':
      return <Swap context={context} />
  }
}

/** The amount as it was approved; it is not typed again. */
function Money({ context }: { readonly context: CaseFormContext }) {
  const { t } = useTranslation('returns')
  const { plan, purchase } = context.view
  if (plan === null) return null
  return (
    <section className={actions.aside}>
      <Calculation
        view={context.view}
        plan={plan.plan}
        settlement={plan.settlement}
        refundFen={plan.refundFen}
        payFen={plan.payFen}
      />
      <Text size="sm">
        {plan.plan.storeCredit
          ? t('payOut.credit')
          : purchase.paymentMethod === null
            ? t('payOut.methodUnknown')
            : t('payOut.paidBy', { method: t(`words:payment.${purchase.paymentMethod}`) })}
      </Text>
    </section>
  )
}

function Paper({
  context,
  at,
}: {
  readonly context: CaseFormContext
  readonly at: 'submission' | 'signature'
}) {
  const { view, policy, me } = context
  if (view.plan === null) return null
  return (
    <section className={actions.aside}>
      <PlanBlock view={view} plan={view.plan} />
      <PlanAuthority
        goodwill={view.plan.goodwill}
        basis={view.plan.basis}
        role={me.staff.role}
        policy={policy}
        at={at}
      />
    </section>
  )
}

/** Which unit goes and which one takes its place. */
function Swap({ context }: { readonly context: CaseFormContext }) {
  const { t } = useTranslation('returns')
  const format = useFormat()
  const { view } = context
  if (view.plan === null) return null
  const { replacement } = view.plan.plan
  const old = view.lines
    .map((line) => currentSerial(view, line.position))
    .filter((serial) => serial !== '')
    .join(t('listComma'))
  const exchange = view.plan.remedy === 'exchange'
  return (
    <section className={actions.aside}>
      <Text size="sm" fw={600}>
        {t(`words:caseRemedy.${view.plan.remedy}`)}
        {replacement !== null && ` ${replacement.model} ${format.money(replacement.priceFen)}`}
      </Text>
      {old !== '' && <Text size="sm">{t(exchange ? 'goodsOut.old' : 'goodsOut.unit', { serial: old })}</Text>}
      {exchange && old !== '' && <Text size="sm">{t('goodsOut.warranty')}</Text>}
    </section>
  )
}
