import { Tabs } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { CaseHappeningView, CaseView } from '../../electron/desk/case-views.ts'
import complaint from '../complaint/complaint.module.css'
import { HappeningLine } from '../complaint/HappeningLine.tsx'
import { useFormat } from '../i18n/format.ts'
import classes from './case.module.css'
import { EntitlementPanel } from './EntitlementPanel.tsx'
import { detailText, happeningName, inBrief, repairDays } from './happening-text.ts'
import { Inspection } from './Inspection.tsx'
import { PlanBlock } from './PlanBlock.tsx'
import { RefundDue } from './RefundDue.tsx'

/** What the customer may have, what was found, planned and paid; what happened behind the second tab. */
export function CaseStory({ view }: { readonly view: CaseView }) {
  const { t } = useTranslation('returns')
  return (
    <div className={complaint.story}>
      <Tabs defaultValue="matter" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="matter">{t('tab.matter')}</Tabs.Tab>
          <Tabs.Tab value="happenings">{t('tab.happenings', { count: view.happenings.length })}</Tabs.Tab>
          {view.earlierPlans.length > 0 && (
            <Tabs.Tab value="earlier">{t('tab.earlier', { count: view.earlierPlans.length })}</Tabs.Tab>
          )}
        </Tabs.List>
        <Tabs.Panel value="matter">
          <Matter view={view} />
        </Tabs.Panel>
        <Tabs.Panel value="happenings">
          <Happenings view={view} />
        </Tabs.Panel>
        <Tabs.Panel value="earlier">
          {view.earlierPlans.map((plan) => (
            <PlanBlock key={plan.id} view={view} plan={plan} />
          ))}
        </Tabs.Panel>
      </Tabs>
    </div>
  )
}

function Matter({ view }: { readonly view: CaseView }) {
  const { t } = useTranslation('returns')
  return (
    <div className={classes.matter}>
      <section aria-labelledby="case-plan">
        <h2 id="case-plan">{t('plan.title')}</h2>
        {view.plan === null ? (
          <p className={classes.dim}>{t(view.endedAt === null ? 'plan.none' : 'plan.never')}</p>
        ) : (
          <PlanBlock view={view} plan={view.plan} />
        )}
        <MoneyMoved view={view} />
        <Repairs view={view} />
      </section>
      <div className={classes.besides}>
        <section aria-labelledby="case-entitlement">
          <h2 id="case-entitlement">{t('entitlement.title')}</h2>
          <EntitlementPanel entitlement={view.entitlement} openedAt={view.openedAt} />
          <Authorised view={view} />
        </section>
        <section aria-labelledby="case-inspection">
          <h2 id="case-inspection">{t('inspect.title')}</h2>
          <Inspection view={view} />
        </section>
      </div>
    </div>
  )
}

/** Standing authorisations that would cover a remedy now; none does once the case has ended. */
function Authorised({ view }: { readonly view: CaseView }) {
  const { t } = useTranslation('returns')
  if (view.endedAt !== null) return null
  return view.authorisations.map((paper) => (
    <p key={paper.id}>
      {t('entitlement.authorised', {
        number: paper.number,
        title: paper.title,
        remedies: paper.remedies.map((remedy) => t(`words:caseRemedy.${remedy}`)).join(t('listComma')),
      })}
    </p>
  ))
}

/** What was really paid out or in, with its voucher. */
function MoneyMoved({ view }: { readonly view: CaseView }) {
  const { t } = useTranslation('returns')
  const format = useFormat()
  return (
    <>
      {view.payout !== null && (
        <p>
          {t('paid.out', {
            at: format.short(view.payout.at),
            money: format.money(view.payout.fen),
            method: t(`words:payment.${view.payout.method}`),
            voucher: view.payout.voucherNumber,
          })}
          {view.payout.methodReason !== '' && ` (${view.payout.methodReason})`}
        </p>
      )}
      {view.payment !== null && (
        <p>
          {t('paid.in', {
            at: format.short(view.payment.at),
            money: format.money(view.payment.fen),
            method: t(`words:payment.${view.payment.method}`),
            voucher: view.payment.voucherNumber,
          })}
        </p>
      )}
      {view.refundDueAt !== null && view.payout === null && view.endedAt === null && (
        <RefundDue dueAt={view.refundDueAt} breachAt={view.refundBreachAt} />
      )}
    </>
  )
}

function Repairs({ view }: { readonly view: CaseView }) {
  const { t } = useTranslation('returns')
  if (view.repairs.length === 0) return null
  return (
    <>
      <h3 className={classes.subhead}>{t('repair.title')}</h3>
      {view.repairs.map((repair) => (
        <p key={repair.id}>
          {t('repair.span', { when: repairDays(repair, t), repairer: repair.repairer })}
          {repair.failed && ` · ${t('repair.failed')}`}
          {repair.delay !== null && ` · ${t(`delay.${repair.delay}`)}`}
          {repair.work !== '' && ` · ${repair.work}`}
        </p>
      ))}
    </>
  )
}

function Happenings({ view }: { readonly view: CaseView }) {
  const { t, i18n } = useTranslation('returns')
  const format = useFormat()
  const newestFirst = view.happenings.toSorted((a, b) => b.at.localeCompare(a.at) || b.id.localeCompare(a.id))
  const said = (detail: CaseHappeningView['details'][number]) => ({
    label: i18n.exists(`returns:happening.${detail.label}`)
      ? t(`happening.${detail.label}`)
      : t(`field.${detail.label}`, { defaultValue: detail.label }),
    text: detailText(detail, t, format.dateTime),
  })
  return newestFirst.map((happening) => (
    <HappeningLine
      key={happening.id}
      at={happening.at}
      name={happeningName(happening, t)}
      by={happening.by}
      details={happening.details.map(said)}
    >
      {happening.from !== null && happening.from !== happening.to && (
        <span className={classes.dim}>→ {t(`words:caseState.${happening.to}`)} </span>
      )}
      {inBrief(happening.details)
        .map(said)
        .map(({ label, text }) => `${label} ${text}`)
        .join(t('listComma'))}
    </HappeningLine>
  ))
}
