import type { FormErrors } from '@mantine/form'
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './intake.module.css'

interface ErrorSummaryProps {
  readonly errors: FormErrors
  readonly form: RefObject<HTMLFormElement | null>
  /** The words of a field; the intake form's own when left out. */
  readonly nameOf?: (field: string) => string
}

/** What is still wrong, in one line; each part leads to its field. */
export function ErrorSummary({ errors, form, nameOf }: ErrorSummaryProps) {
  const { t } = useTranslation('intake')
  const wrong = Object.keys(errors).filter((name) => errors[name] !== null && errors[name] !== undefined)
  return (
    <div role="alert" className={wrong.length === 0 ? classes.noErrors : classes.summary}>
      {wrong.length > 0 && (
        <>
          {t('wrong', { count: wrong.length })}{' '}
          <ul>
            {wrong.map((name) => (
              <li key={name}>
                <button
                  type="button"
                  onClick={() => form.current?.querySelector<HTMLElement>(`[name="${name}"]`)?.focus()}
                >
                  {nameOf === undefined ? t(`field.${name}`) : nameOf(name)}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
