import { Button } from '@mantine/core'
import { IconGitMerge, IconLock, IconPhoneOff, IconTrashX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CustomerAction } from '../../domain/customer.ts'
import type { CustomerPageView } from '../../electron/desk/customer-views.ts'
import { OfferMenu } from '../complaint/OfferMenu.tsx'
import { PlaceTitle } from '../parts/PlaceTitle.tsx'
import { actionWord } from './action-word.ts'
import classes from './customer.module.css'

interface CustomerHeaderProps {
  readonly page: CustomerPageView
  readonly onAction: (action: CustomerAction) => void
}

/** Who it is, what must be heeded, and what can be done. */
export function CustomerHeader({ page, onAction }: CustomerHeaderProps) {
  const { t } = useTranslation(['customer', 'words'])
  const { customer, offers } = page
  const name = customer.anonymous ? t('words:anonymous') : customer.name
  const others = offers.filter((action) => action !== 'change')
  return (
    <header className={classes.header}>
      <PlaceTitle title={`${t('title')} · ${name}`}>{name}</PlaceTitle>
      {page.erased !== null && <Mark icon={IconTrashX}>{t('erased')}</Mark>}
      {page.mergedInto !== null && <Mark icon={IconGitMerge}>{t('merged')}</Mark>}
      {page.doNotCall.on && <Mark icon={IconPhoneOff}>{t('fact.doNotCall')}</Mark>}
      {page.legalHold.on && <Mark icon={IconLock}>{t('fact.legalHold')}</Mark>}
      <span className={classes.headerActions}>
        {offers.includes('change') && (
          <Button variant="default" onClick={() => onAction('change')}>
            {t('action.change')}
          </Button>
        )}
        <OfferMenu
          label={t('more')}
          groups={[
            {
              label: t('menu'),
              offers: others.map((action) => ({
                action,
                word: t(actionWord(action, page)),
                why: action === 'erase' ? page.hindrances.map((each) => t(`hindrance.${each}`)) : [],
              })),
            },
          ]}
          onAction={onAction}
        />
      </span>
    </header>
  )
}

function Mark({ icon: Icon, children }: { readonly icon: typeof IconLock; readonly children: ReactNode }) {
  return (
    <span className={classes.mark}>
      <Icon size={16} stroke={1.75} aria-hidden />
      {children}
    </span>
  )
}
