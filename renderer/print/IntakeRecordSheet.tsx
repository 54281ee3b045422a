import type { ReactNode } from 'react'
import type { IntakeRecordPrint } from '../../electron/desk/print-views.ts'
import { PaperHead } from './PaperHead.tsx'
import type { PaperVoice } from './paper-text.ts'
import { paperMoment, paperMoney } from './paper-text.ts'
import './paper.css'

interface IntakeRecordSheetProps {
  readonly paper: IntakeRecordPrint
  readonly voice: PaperVoice
}

/** 投诉受理记录表: what was taken down at the counter. Internal: it has no customer copy (process section 4). */
export function IntakeRecordSheet({ paper, voice }: IntakeRecordSheetProps) {
  const { t } = voice
  const { complaint } = paper
  const { customer, purchase } = complaint
  const list = (parts: readonly string[]) => parts.join(t('complaint:listComma'))
  const flags = Object.entries(complaint.flags)
    .filter(([, set]) => set)
    .map(([flag]) => t(`flag.${flag}`))
  return (
    <article className="paper" data-paper="a4" lang={voice.language} aria-label={t('title.intake_record')}>
      <PaperHead
        title={t('title.intake_record')}
        store={paper.store.name}
        number={paper.number}
        internal
        voice={voice}
      />
      <table className="paper-cells">
        <tbody>
          <Pair>
            <Cell label={t('received_at')}>{paperMoment(complaint.receivedAt, voice)}</Cell>
            <Cell label={t('channel')}>{t(`words:channel.${complaint.channel}`)}</Cell>
          </Pair>
          <Pair>
            <Cell label={t('customer')}>{customer.anonymous ? t('anonymous') : customer.name}</Cell>
            <Cell label={t('phone')}>{customer.phones.join(' / ')}</Cell>
          </Pair>
          <Pair>
            <Cell label={t('member_number')}>{customer.memberNumber}</Cell>
            <Cell label={t('order_number')}>{purchase?.orderNumber}</Cell>
          </Pair>
          <Pair>
            <Cell label={t('product')}>
              {[purchase?.productName, purchase?.model].filter(isThere).join(' ')}
            </Cell>
            <Cell label={t('serial_number')}>{purchase?.serialNumber}</Cell>
          </Pair>
          <Pair>
            <Cell label={t('quantity')}>{complaint.quantity}</Cell>
            <Cell label={t('against')}>{complaint.against}</Cell>
          </Pair>
          <Row label={t('what_happened')} long>
            {complaint.whatHappened}
          </Row>
          <Row label={t('impact')} long>
            {complaint.impact}
          </Row>
          <Row label={t('wants')}>
            {list(complaint.wants.map((want) => t(`words:want.${want}`)))}
            {complaint.claimFen !== null && ` ${t('claim', { amount: paperMoney(complaint.claimFen) })}`}
            {complaint.claimBasis !== '' && ` ${t('claim_basis', { basis: complaint.claimBasis })}`}
          </Row>
          <Row label={t('circumstances')}>
            {list(flags)}
            {complaint.threatens.length > 0 &&
              ` ${t('threatens', { whom: list(complaint.threatens.map((threat) => t(`words:threat.${threat}`))) })}`}
          </Row>
          <Pair>
            <Cell label={t('level')}>
              {complaint.level} {t(`words:level.${complaint.level}`)}
            </Cell>
            <Cell label={t('category')}>
              {complaint.category === null ? '' : t(`words:category.${complaint.category}`)}
            </Cell>
          </Pair>
          <Row label={t('level_reasons')}>
            {list(complaint.levelReasons.map((reason) => t(`words:levelReason.${reason}`)))}
          </Row>
          <Pair>
            <Cell label={t('responsible')}>
              {complaint.department === null ? '' : t(`words:department.${complaint.department}`)}
            </Cell>
            <Cell label={t('handler')}>{complaint.handler?.name}</Cell>
          </Pair>
          <Pair>
            <Cell label={t('first_receiver')}>{complaint.firstReceiver}</Cell>
            <Cell label={t('reply_due')}>
              {complaint.replyDueAt === null ? '' : paperMoment(complaint.replyDueAt, voice)}
              {complaint.replyDueProvisional && ` ${t('provisional')}`}
            </Cell>
          </Pair>
          <Row label={t('files')}>{list(complaint.fileNames)}</Row>
        </tbody>
      </table>
      <div className="paper-closing">
        <div className="paper-customer">
          <span>{t('receiver_signs')}</span>
          <span className="paper-blank" />
          <span>{t('date')}</span>
          <span className="paper-blank" />
        </div>
        <p className="paper-small">
          {t('internal_note')} {t('printed_at', { at: paperMoment(paper.printedAt, voice) })}
        </p>
      </div>
    </article>
  )
}

function isThere(text: string | undefined): text is string {
  return text !== undefined && text !== ''
}

function Pair({ children }: { readonly children: ReactNode }) {
  return <tr>{children}</tr>
}

function Cell({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <>
      <th scope="row">{label}</th>
      <td>{children}</td>
    </>
  )
}

function Row({
  label,
  children,
  long = false,
}: {
  readonly label: string
  readonly children: ReactNode
  readonly long?: boolean
}) {
  return (
    <tr>
      <th scope="row">{label}</th>
      <td colSpan={3} className={long ? 'paper-long' : undefined}>
        {children}
      </td>
    </tr>
  )
}
