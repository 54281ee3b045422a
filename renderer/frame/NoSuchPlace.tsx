import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { EmptyPlace } from '../parts/EmptyPlace.tsx'
import { PlaceTitle } from '../parts/PlaceTitle.tsx'
import { paths } from './places.ts'

/** An address that leads nowhere. */
export function NoSuchPlace() {
  const { t } = useTranslation('frame')
  return (
    <>
      <PlaceTitle title={t('nowhere.title')} />
      <EmptyPlace
        title={t('nowhere.text')}
        action={
          <Button component={Link} href={paths.today}>
            {t('nowhere.today')}
          </Button>
        }
      />
    </>
  )
}
