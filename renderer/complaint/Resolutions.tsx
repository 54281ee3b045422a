import { useTranslation } from 'react-i18next'
import type { ComplaintView, ResolutionView } from '../../electron/desk/views.ts'
import { useFormat } from '../i18n/format.ts'
import { useRemedyText } from './actions/remedy-text.ts'
import classes from './complaint.module.css'

/** Every version of the written resolution, newest first. */
export function Resolutions({ complaint }: { readonly complaint: ComplaintView }) {
  const { t } = useTranslation('complaint')
  if (complaint.resolutions.length === 0) return <p className={classes.dim}>{t('resolution.none')}</p>
  return complaint.resolutions
    .toSorted((a, b) => b.version - a.version)
    .map((resolution) => <Version key={resolution.id} resolution={resolution} />)
}

function Version({ resolution }: { readonly resolution: ResolutionView }) {
  const { t } = useTranslation('complaint')
  const format = useFormat()
  const remedyText = useRemedyText()
  const { signature } = resolution
  return (
    <article className={classes.paperBlock}>
      <h3>
        {t('resolution.version', { version: resolution.version, round: resolution.round })}
        <span className={classes.dim}>
          {t('resolution.prepared', { by: resolution.preparedBy, at: format.short(resolution.preparedAt) })}
        </span>
      </h3>
      {signature !== null && (
        <div>
          {t('next.signedBy', {
            name: signature.signerName,
            at: format.short(signature.at),
            code: signature.checkCode,
          })}
        </div>
      )}
      {signature === null && resolution.storeSignedBy !== null && (
        <div>{t('resolution.waitsForHeadOffice', { by: resolution.storeSignedBy })}</div>
      )}
      {resolution.returnReason !== null && (
        <div>{t('propose.returned', { reason: resolution.returnReason })}</div>
      )}
      {resolution.options.map((option, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: options have no identity but their order
        <div key={index}>
          {resolution.options.length > 1 && t('resolution.option', { number: index + 1 })}
          <ol>
            {option.lines.map((line, position) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their order
              <li key={position}>
                {remedyText(line)}{' '}
                <span className={classes.dim}>
                  {t(`words:remedyBasis.${line.basis}`)}
                  {line.department !== null && ` · ${t(`words:department.${line.department}`)}`}
                  {line.dueOn !== null && ` · ${line.dueOn}`}
                </span>
              </li>
            ))}
          </ol>
        </div>
      ))}
      <p className={`reading ${classes.wrapped}`}>{resolution.wording}</p>
      {resolution.terms !== '' && (
        <p className={`reading ${classes.wrapped}`}>
          {t('field.terms')}: {resolution.terms}
        </p>
      )}
      {resolution.internalFloor !== '' && (
        <p className={classes.floor}>
          {t('resolution.floor')}: {resolution.internalFloor}
        </p>
      )}
    </article>
  )
}
