import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { CaseView } from '../../electron/desk/case-views.ts'
import complaint from '../complaint/complaint.module.css'
import { Files } from '../complaint/Files.tsx'
import { Block, CustomerFact, Fact } from '../complaint/fact-parts.tsx'
import { paths } from '../frame/places.ts'
import { useFormat } from '../i18n/format.ts'
import { CaseRefs } from './CaseRefs.tsx'
import classes from './case.module.css'
import { repairDays } from './happening-text.ts'

/** The column of facts: whose case, what was bought, what happened, where the goods are. */
export function CaseFacts({ view, onContact }: { readonly view: CaseView; readonly onContact: () => void }) {
  const { t } = useTranslation('returns')
  const format = useFormat()
  const { purchase } = view
  const others = purchase.cases.filter((each) => each.id !== view.id)
  return (
    <aside className={complaint.facts} aria-label={t('facts.title')}>
      <Block title={t('complaint:facts.customer')}>
        <CustomerFact customer={view.customer} />
        {view.endedAt === null && (
          <Button
            variant="default"
            size="compact-sm"
            w="fit-content"
            onClick={onContact}
            aria-keyshortcuts="C"
          >
            {t('words:action.log_contact')} (C)
          </Button>
        )}
      </Block>
      <Block title={t('complaint:facts.purchase')}>
        <dl>
          <Fact label={t('complaint:facts.order')}>{purchase.orderNumber}</Fact>
          <Fact label={t('purchase.channel')}>{t(`channel.${purchase.channel}`)}</Fact>
          <Fact label={t('purchase.invoicedOn')}>{purchase.invoicedOn}</Fact>
          <Fact label={t('purchase.deliveredOn')}>{purchase.deliveredOn}</Fact>
          <Fact label={t('purchase.paymentMethod')}>
            {purchase.paymentMethod === null ? '' : t(`words:payment.${purchase.paymentMethod}`)}
          </Fact>
          {purchase.soldOutOfStock && (
            <Fact label={t('purchase.soldOutOfStock')}>
              {t(purchase.confirmationSigned ? 'facts.confirmationSigned' : 'facts.confirmationMissing')}
              {purchase.promisedArrivalOn !== null &&
                ` · ${t('facts.promisedArrival', { on: purchase.promisedArrivalOn })}`}
            </Fact>
          )}
        </dl>
      </Block>
      <Block title={t('facts.goods')}>
        {view.lines.map((line) => (
          <Goods key={line.purchaseLineId} view={view} line={line} />
        ))}
        <OtherLines view={view} />
      </Block>
      <Block title={t('field.whatHappened')}>
        <span>
          <strong>{t(`words:caseReason.${view.reason}`)}</strong>
          {view.faultKind !== null && ` · ${t(`faultKind.${view.faultKind}`)}`}
        </span>
        <p className={complaint.wrapped}>{view.whatHappened}</p>
        {!view.voucherValid && <span className={complaint.dim}>{t('facts.noVoucher')}</span>}
      </Block>
      <Block title={t('facts.handling')}>
        <dl>
          <Fact label={t('list.column.handler')}>{view.handler.name}</Fact>
          <Fact label={t('facts.opened')}>{`${view.openedBy} ${format.short(view.openedAt)}`}</Fact>
          {view.complaint !== null && (
            <Fact label={t('facts.complaint')}>
              <Link href={paths.complaint(view.complaint.id)} className="numbers">
                {view.complaint.number}
              </Link>
            </Fact>
          )}
          <Fact label={t('facts.goodsIn')}>{view.goodsInAt && format.short(view.goodsInAt)}</Fact>
          <Fact label={t('facts.goodsOut')}>
            {view.goodsOutAt === null
              ? null
              : t('facts.handedOver', { at: format.short(view.goodsOutAt), to: view.handedTo })}
          </Fact>
          {view.newSerial !== '' && (
            <Fact label={t('facts.newSerial')}>
              <span className="numbers">{view.newSerial}</span>
            </Fact>
          )}
        </dl>
      </Block>
      {view.custody.length > 0 && (
        <Block title={t('place.custody')}>
          {view.custody.map((goods) => (
            <div key={goods.id}>
              <Link href={paths.custody} className="numbers">
                {goods.number}
              </Link>{' '}
              {goods.endedAt === null
                ? t('facts.lies', { place: goods.place, since: format.short(goods.receivedAt) })
                : t('facts.left', {
                    how: goods.endedHow === null ? '' : t(`words:custodyEnd.${goods.endedHow}`),
                    at: format.short(goods.endedAt),
                  })}
            </div>
          ))}
        </Block>
      )}
      {view.files.length > 0 && (
        <Block title={t('complaint:facts.files', { count: view.files.length })}>
          <Files files={view.files} />
        </Block>
      )}
      {others.length > 0 && (
        <Block title={t('facts.otherCases')}>
          <CaseRefs cases={others} />
        </Block>
      )}
    </aside>
  )
}

function Goods({ view, line }: { readonly view: CaseView; readonly line: CaseView['lines'][number] }) {
  const { t } = useTranslation('returns')
  const format = useFormat()
  const sold = view.purchase.lines.find((each) => each.id === line.purchaseLineId)
  return (
    <div>
      <strong>{[line.productName, line.model].filter((part) => part !== '').join(' ')}</strong>
      <div className={complaint.dim}>
        {t('facts.units', { units: line.units, sold: line.soldUnits, money: format.money(line.soldFen) })}
      </div>
      {line.serialNumber !== '' && (
        <div>
          <span className={complaint.dim}>{t('purchase.serialNumber')}</span>{' '}
          <span className="numbers">{line.serialNumber}</span>
        </div>
      )}
      {sold?.gifts.map((gift) => (
        <div key={gift.name} className={complaint.dim}>
          {t('lines.gift', { name: gift.name, value: format.money(gift.valueFen) })}
        </div>
      ))}
      {sold?.swaps.map((swap) => (
        <div key={swap.at}>
          <span className="numbers">
            {swap.oldSerial} → {swap.newSerial}
          </span>{' '}
          {swap.caseId === view.id ? (
            t('facts.thisCase')
          ) : (
            <Link href={paths.returnCase(swap.caseId)} className="numbers">
              {swap.caseNumber}
            </Link>
          )}
        </div>
      ))}
      {sold?.repairs.map((repair) => (
        <div key={`${repair.caseNumber} ${repair.from}`} className={complaint.dim}>
          {t(repair.failed ? 'facts.repairFailed' : 'facts.repair', {
            when: repairDays(repair, t),
            number: repair.caseNumber === view.number ? t('facts.thisCase') : repair.caseNumber,
          })}
        </div>
      ))}
    </div>
  )
}

/** What else was bought with it, told when somebody asks. */
function OtherLines({ view }: { readonly view: CaseView }) {
  const { t } = useTranslation('returns')
  const format = useFormat()
  const taken = new Set(view.lines.map((line) => line.purchaseLineId))
  const others = view.purchase.lines.filter((line) => !taken.has(line.id))
  if (others.length === 0) return null
  return (
    <details className={classes.others}>
      <summary>{t('facts.otherLines', { count: others.length })}</summary>
      {others.map((line) => (
        <div key={line.id}>
          {[line.productName, line.model].filter((part) => part !== '').join(' ')}{' '}
          <span className={complaint.dim}>
            {t('facts.bought', { sold: line.quantity, money: format.money(line.paidFen ?? 0) })}
          </span>
        </div>
      ))}
    </details>
  )
}
