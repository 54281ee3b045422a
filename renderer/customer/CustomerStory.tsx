import { Tabs } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { CustomerPageView, MatterView } from '../../electron/desk/customer-views.ts'
import { paths } from '../frame/places.ts'
import { useFormat } from '../i18n/format.ts'
import { EmptyPlace } from '../parts/EmptyPlace.tsx'
import { LevelBadge } from '../parts/LevelBadge.tsx'
import { StateLabel } from '../parts/StateLabel.tsx'
import { CaseStateLabel } from '../returns/CaseStateLabel.tsx'
import { Changes } from './Changes.tsx'
import classes from './customer.module.css'

/** What happened with this customer: talks, matters, promises, goods, and what was done with the record. */
export function CustomerStory({ page }: { readonly page: CustomerPageView }) {
  const { t } = useTranslation('customer')
  const counts = {
    contacts: page.contacts.length,
    matters: page.complaints.length + page.cases.length,
    promises: page.promises.length,
    goods: page.purchases.length + page.custody.length,
    changes: page.happenings.length,
  }
  // What there is comes first; the newest talk most of all.
  const first = Object.entries(counts).find(([, count]) => count > 0)?.[0] ?? 'contacts'
  return (
    <Tabs defaultValue={first} keepMounted={false} className={classes.story}>
      <Tabs.List>
        {Object.entries(counts).map(([tab, count]) => (
          <Tabs.Tab key={tab} value={tab}>
            {t(`tab.${tab}`, { count })}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Panel name="contacts" count={counts.contacts}>
        {page.contacts.map((contact) => (
          <ContactLine key={contact.id} contact={contact} />
        ))}
      </Panel>
      <Panel name="matters" count={counts.matters}>
        <Matters page={page} />
      </Panel>
      <Panel name="promises" count={counts.promises}>
        <Promises page={page} />
      </Panel>
      <Panel name="goods" count={counts.goods}>
        <Goods page={page} />
      </Panel>
      <Panel name="changes" count={counts.changes}>
        <Changes page={page} />
      </Panel>
    </Tabs>
  )
}

function Panel({
  name,
  count,
  children,
}: {
  readonly name: string
  readonly count: number
  readonly children: ReactNode
}) {
  const { t } = useTranslation('customer')
  return (
    <Tabs.Panel value={name}>{count === 0 ? <EmptyPlace title={t(`empty.${name}`)} /> : children}</Tabs.Panel>
  )
}

/** The number of the complaint or case, which opens it. */
function About({ matter }: { readonly matter: MatterView | null }) {
  if (matter === null) return null
  const path = matter.kind === 'complaint' ? paths.complaint(matter.id) : paths.returnCase(matter.id)
  return (
    <Link href={path} className="numbers">
      {matter.number}
    </Link>
  )
}

function ContactLine({ contact }: { readonly contact: CustomerPageView['contacts'][number] }) {
  const { t } = useTranslation(['customer', 'words'])
  const format = useFormat()
  const calls = contact.channel === 'phone'
  const how = calls
    ? t(`direction.${contact.direction}`)
    : `${t(`otherDirection.${contact.direction}`)} · ${t(`words:contactChannel.${contact.channel}`)}`
  const ended =
    contact.result === null
      ? t(contact.reached ? 'reached' : 'notReached')
      : t(`words:callResult.${contact.result}`)
  return (
    <div className={classes.line}>
      <span className={`numbers ${classes.dim}`}>{format.short(contact.at)}</span>
      <span>{contact.by}</span>
      <div>
        <span className={classes.inline}>
          <span>{how}</span>
          <span className={classes.dim}>{ended}</span>
          {contact.nuisance && <span className={classes.dim}>{t('nuisance')}</span>}
          <About matter={contact.about} />
        </span>
        {contact.said !== '' && <p className={classes.said}>{contact.said}</p>}
        {contact.nextStep !== '' && (
          <p className={`${classes.said} ${classes.dim}`}>{t('next', { text: contact.nextStep })}</p>
        )}
      </div>
    </div>
  )
}

function Matters({ page }: { readonly page: CustomerPageView }) {
  const { t } = useTranslation(['customer', 'words'])
  const format = useFormat()
  return (
    <>
      {page.complaints.map((each) => (
        <div key={each.id} className={classes.line}>
          <span className={`numbers ${classes.dim}`}>{format.date(each.receivedAt)}</span>
          <span>{t('complaints')}</span>
          <div>
            <span className={classes.inline}>
              <Link href={paths.complaint(each.id)} className="numbers">
                {each.number}
              </Link>
              <StateLabel state={each.state} />
              <LevelBadge level={each.level} short />
            </span>
            <p className={`${classes.said} ${classes.dim}`}>{each.summary}</p>
          </div>
        </div>
      ))}
      {page.cases.map((each) => (
        <div key={each.id} className={classes.line}>
          <span className={`numbers ${classes.dim}`}>{format.date(each.openedAt)}</span>
          <span>{t('cases')}</span>
          <div>
            <span className={classes.inline}>
              <Link href={paths.returnCase(each.id)} className="numbers">
                {each.number}
              </Link>
              <CaseStateLabel state={each.state} />
              <span>{t(`words:caseReason.${each.reason}`)}</span>
            </span>
            <p className={`${classes.said} ${classes.dim}`}>{each.summary}</p>
          </div>
        </div>
      ))}
    </>
  )
}

function Promises({ page }: { readonly page: CustomerPageView }) {
  const { t } = useTranslation('customer')
  const format = useFormat()
  return page.promises.map((each) => (
    <div key={each.id} className={classes.line}>
      <span className={`numbers ${classes.dim}`}>{format.short(each.dueAt)}</span>
      <span>{t(`promise.${each.state}`)}</span>
      <div>
        <p className={classes.said}>{each.what}</p>
        <About matter={each.about} />
      </div>
    </div>
  ))
}

function Goods({ page }: { readonly page: CustomerPageView }) {
  const { t } = useTranslation('customer')
  const format = useFormat()
  return (
    <>
      {page.custody.map((each) => (
        <div key={each.id} className={classes.line}>
          <span className={`numbers ${classes.dim}`}>{format.date(each.receivedAt)}</span>
          <span>{t('custody')}</span>
          <div>
            <span className={classes.inline}>
              <Link href={paths.custody} className="numbers">
                {each.number}
              </Link>
              <span>{each.description}</span>
            </span>
            <p className={`${classes.said} ${classes.dim}`}>
              {each.endedAt === null
                ? t('here', { place: each.place })
                : t('returned', { at: format.date(each.endedAt) })}
            </p>
          </div>
        </div>
      ))}
      {page.purchases.map((each) => (
        <div key={each.id} className={classes.line}>
          <span className={`numbers ${classes.dim}`}>{each.invoicedOn ?? ''}</span>
          <span>{t('purchases')}</span>
          <span className={classes.inline}>
            <span className="numbers">{each.orderNumber}</span>
            <span>{[each.productName, each.model].filter(Boolean).join(' ')}</span>
            <span className={`numbers ${classes.dim}`}>{each.serialNumber}</span>
          </span>
        </div>
      ))}
    </>
  )
}
