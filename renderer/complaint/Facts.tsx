import { Spoiler } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { ComplaintView } from '../../electron/desk/views.ts'
import { paths } from '../frame/places.ts'
import { useFormat } from '../i18n/format.ts'
import { LevelBadge } from '../parts/LevelBadge.tsx'
import { StateLabel } from '../parts/StateLabel.tsx'
import { CaseBlock } from './CaseBlock.tsx'
import classes from './complaint.module.css'
import { Files } from './Files.tsx'
import { Block, CustomerFact, Fact } from './fact-parts.tsx'

/** The column of facts: whose complaint it is, about what, what was asked, who answers, by when. */
export function Facts({ complaint }: { readonly complaint: ComplaintView }) {
  const { t } = useTranslation('complaint')
  const format = useFormat()
  const list = (parts: readonly string[]) => parts.join(t('listComma'))
  const { purchase } = complaint
  const flags = Object.entries(complaint.flags)
    .filter(([, set]) => set)
    .map(([flag]) => t(`print:flag.${flag}`))
  return (
    <aside className={classes.facts} aria-label={t('facts.title')}>
      <Block title={t('facts.customer')}>
        <CustomerFact customer={complaint.customer} />
        <Link href={paths.customer(complaint.customer.id)}>{t('customer:open')}</Link>
      </Block>
      {purchase !== null && (
        <Block title={t('facts.purchase')}>
          <dl>
            <Fact label={t('facts.product')}>
              {[purchase.productName, purchase.model].filter(Boolean).join(' ')}
              {complaint.quantity > 1 && ` × ${complaint.quantity}`}
            </Fact>
            <Fact label={t('facts.order')}>{purchase.orderNumber}</Fact>
            <Fact label={t('facts.serial')}>{purchase.serialNumber}</Fact>
          </dl>
        </Block>
      )}
      <Block title={t('facts.whatHappened')}>
        <Spoiler maxHeight={198} showLabel={t('facts.showAll')} hideLabel={t('facts.showLess')}>
          <p className={classes.wrapped}>{complaint.whatHappened}</p>
        </Spoiler>
        <dl>
          <Fact label={t('facts.against')}>{complaint.against}</Fact>
          <Fact label={t('facts.impact')}>{complaint.impact}</Fact>
          <Fact label={t('facts.category')}>
            {complaint.category === null ? '' : t(`words:category.${complaint.category}`)}
          </Fact>
        </dl>
      </Block>
      <Block title={t('facts.wants')}>
        <span>
          {complaint.wants.length === 0
            ? t('facts.wantsNothing')
            : list(complaint.wants.map((want) => t(`words:want.${want}`)))}
          {complaint.claimFen !== null && ` ${format.money(complaint.claimFen)}`}
          {complaint.claimBasis !== '' && ` (${complaint.claimBasis})`}
        </span>
        {flags.length > 0 && <span>{list(flags)}</span>}
        {complaint.threatens.length > 0 && (
          <span>
            {t('facts.threatens', {
              whom: list(complaint.threatens.map((each) => t(`words:threat.${each}`))),
            })}
          </span>
        )}
      </Block>
      <Block title={t('facts.handling')}>
        <dl>
          {complaint.officialDueOn !== null && (
            <Fact label={t('facts.officialDueOn')}>{complaint.officialDueOn}</Fact>
          )}
          <Fact label={t('words:departmentLabel')}>
            {complaint.department === null
              ? t('words:noDepartment')
              : t(`words:department.${complaint.department}`)}
          </Fact>
          <Fact label={t('words:handler')}>{complaint.handler?.name ?? t('words:noHandler')}</Fact>
          <Fact label={t('facts.firstReceiver')}>{complaint.firstReceiver}</Fact>
          <Fact label={t('facts.channel')}>{t(`words:channel.${complaint.channel}`)}</Fact>
          <Fact label={t('facts.received')}>{format.short(complaint.receivedAt)}</Fact>
          <Fact label={t('words:levelLabel')}>
            {t(`words:level.${complaint.level}`)}
            <br />
            <span className={classes.dim}>
              {list(complaint.levelReasons.map((reason) => t(`words:levelReason.${reason}`)))}
            </span>
          </Fact>
          {complaint.replyDueAt !== null && (
            <Fact label={t('words:due.reply')}>
              {format.dateTime(complaint.replyDueAt)}
              {complaint.replyDueProvisional && ` ${t('words:due.provisional')}`}
            </Fact>
          )}
          {complaint.hold !== null && (
            <Fact label={t('facts.hold')}>
              {t('facts.holdUntil', {
                reason: complaint.hold.reason,
                since: format.short(complaint.hold.since),
                until: format.short(complaint.hold.until),
              })}
            </Fact>
          )}
          {complaint.mergedInto !== null && (
            <Fact label={t('facts.mergedInto')}>
              <Link href={paths.complaint(complaint.mergedInto.id)}>{complaint.mergedInto.number}</Link>
            </Fact>
          )}
        </dl>
      </Block>
      <CaseBlock complaint={complaint} />
      {complaint.files.length > 0 && (
        <Block title={t('facts.files', { count: complaint.files.length })}>
          <Files files={complaint.files} />
        </Block>
      )}
      {complaint.earlier.length > 0 && (
        <Block title={t('facts.earlier', { count: complaint.earlier.length })}>
          {complaint.earlier.map((each) => (
            <div key={each.id}>
              <span className={classes.inline}>
                <Link href={paths.complaint(each.id)} className="numbers">
                  {each.number}
                </Link>
                <StateLabel state={each.state} />
                <LevelBadge level={each.level} short />
              </span>
              <div className={`one-line ${classes.dim}`} title={each.summary}>
                {each.summary}
              </div>
            </div>
          ))}
        </Block>
      )}
    </aside>
  )
}
