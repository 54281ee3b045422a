import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { EmptyPlace } from '../parts/EmptyPlace.tsx'

/** A screen that could not be shown: what was recorded is safe, and reading again usually helps. */
export function ScreenFailed() {
  const { t } = useTranslation('frame')
  return (
    <div role="alert">
      <EmptyPlace
        title={t('screenFailed.title')}
        action={<Button onClick={() => window.location.reload()}>{t('screenFailed.reload')}</Button>}
      >
        {t('screenFailed.text')}
      </EmptyPlace>
    </div>
  )
}
