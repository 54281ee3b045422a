import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './customer.module.css'

interface FormButtonsProps {
  readonly word: string
  readonly pending: boolean
  /** It cannot be undone. */
  readonly destroys?: boolean
  readonly onCancel: () => void
}

/** Send the form, or leave it. */
export function FormButtons({ word, pending, destroys = false, onCancel }: FormButtonsProps) {
  const { t } = useTranslation('words')
  return (
    <div className={classes.buttons}>
      <Button type="submit" loading={pending} {...(destroys ? { color: 'red' } : {})}>
        {word}
      </Button>
      <Button variant="default" onClick={onCancel}>
        {t('do.cancel')}
      </Button>
    </div>
  )
}
