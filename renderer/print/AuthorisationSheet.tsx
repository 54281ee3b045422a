import type { Policy } from '../../domain/policy.ts'
import type { AuthorisationPrint } from '../../electron/desk/case-views.ts'
import { PaperHead } from './PaperHead.tsx'
import type { PaperVoice } from './paper-text.ts'
import { paperDate, paperMoment, paperMoney } from './paper-text.ts'
import { Watermark } from './Watermark.tsx'
import './paper.css'
import './case-papers.css'

interface AuthorisationSheetProps {
  readonly paper: AuthorisationPrint
  readonly voice: PaperVoice
  /** Supplies the names of product families. */
  readonly families: Policy['families']
}

/** 授权书: what the manager allows in advance. Internal: its limit is not for customers (process section 4). */
export function AuthorisationSheet({ paper, voice, families }: AuthorisationSheetProps) {
  const { t, language } = voice
  const { authorisation } = paper
  const list = (words: readonly string[], none: string) =>
    words.length === 0 ? none : words.join(t('complaint:listComma'))
  const familyName = (code: string) =>
    families.find((family) => family.code === code)?.[language === 'en' ? 'en' : 'zh'] ?? code
  const facts: [string, string][] = [
    [
      t('authorisation.remedies'),
      list(
        authorisation.remedies.map((remedy) => t(`words:caseRemedy.${remedy}`)),
        '',
      ),
    ],
    [
      t('authorisation.reasons'),
      list(
        authorisation.reasons.map((reason) => t(`words:caseReason.${reason}`)),
        t('authorisation.any_reason'),
      ),
    ],
    [
      t('authorisation.families'),
      list(authorisation.families.map(familyName), t('authorisation.any_family')),
    ],
    [
      t('authorisation.max_day'),
      authorisation.maxDay === null
        ? t('authorisation.any_day')
        : t('authorisation.to_day', { count: authorisation.maxDay }),
    ],
    [t('authorisation.max_money'), t('authorisation.per_case', { money: paperMoney(authorisation.maxFen) })],
    [
      t('authorisation.dates'),
      t('slip.from_to', {
        from: paperDate(authorisation.fromOn, voice),
        to: paperDate(authorisation.toOn, voice),
      }),
    ],
    [t('terms'), authorisation.terms],
  ]
  return (
    <article className="paper" data-paper="a4" lang={language} aria-label={t('title.authorisation')}>
      <PaperHead
        title={t('title.authorisation')}
        store={paper.store.name}
        number={paper.number}
        internal
        voice={voice}
      />
      {authorisation.revokedAt !== null && (
        <p className="paper-standing">
          <strong>{t('standing.revoked')}</strong>{' '}
          {t('authorisation.revoked', {
            at: paperMoment(authorisation.revokedAt, voice),
            by: authorisation.revokedBy ?? '',
            reason: authorisation.revokedReason,
          })}
        </p>
      )}
      <h2>{authorisation.title}</h2>
      <p className="paper-text">{t('authorisation.says', { store: paper.store.name })}</p>
      <table className="paper-cells paper-decision">
        <tbody>
          {facts
            .filter(([, text]) => text !== '')
            .map(([label, text]) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td className="paper-long">{text}</td>
              </tr>
            ))}
        </tbody>
      </table>
      <div className="paper-closing">
        <div className="paper-signature">
          <p>
            {t('signed_by')} {t('words:role.manager')} {authorisation.signedBy}
          </p>
          <p>
            {t('signed_at')} {paperMoment(authorisation.signedAt, voice)}
          </p>
          <p>
            {t('check_code')} <span className="paper-code">{authorisation.checkCode}</span>
          </p>
        </div>
        <p className="paper-small">
          {t('internal_note')} {t('printed_at', { at: paperMoment(paper.printedAt, voice) })}
        </p>
      </div>
      {authorisation.revokedAt !== null && <Watermark text={t('standing.revoked')} />}
    </article>
  )
}
