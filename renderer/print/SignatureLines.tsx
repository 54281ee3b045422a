import type { SignatureView } from '../../electron/desk/views.ts'
import type { PaperVoice } from './paper-text.ts'
import { paperMoment } from './paper-text.ts'

/** Who signed, when, under which check code; the same on every paper that rests on a signature. */
export function SignatureLines({
  signature,
  voice,
}: {
  readonly signature: SignatureView
  readonly voice: PaperVoice
}) {
  const { t } = voice
  return (
    <>
      <p>
        {t('signed_by')} {t(`words:role.${signature.signerRole}`)} {signature.signerName} (
        {signature.signerNumber})
      </p>
      <p>
        {t('signed_at')} {paperMoment(signature.at, voice)}
      </p>
      <p>
        {t('check_code')} <span className="paper-code">{signature.checkCode}</span>
      </p>
      {signature.approvalReference !== null && (
        <p>
          {t('head_office_reference')} {signature.approvalReference}
        </p>
      )}
      {signature.selfSigned && <p className="paper-wide">{t('self_signed')}</p>}
    </>
  )
}
