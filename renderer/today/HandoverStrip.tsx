import { Button, CloseButton } from '@mantine/core'
import { IconTransfer } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { handoverKinds } from '../../domain/handover.ts'
import { useTRPC } from '../api/trpc.ts'
import { paths } from '../frame/places.ts'
import { useFormat } from '../i18n/format.ts'
import classes from './today.module.css'

const storageKey = 'countersign.handover-put-aside'

/** The shift that this person took over and has not read yet: their day begins with it (process section 9). */
export function HandoverStrip() {
  const { t } = useTranslation('handover')
  const format = useFormat()
  const unread = useQuery(useTRPC().handover.unread.queryOptions())
  const [putAside, setPutAside] = useState(() => sessionStorage.getItem(storageKey))
  const handover = unread.data
  if (!handover || handover.id === putAside) return null
  const { totals } = handover
  return (
    <section className={classes.handover} aria-label={t('title')}>
      <IconTransfer size={18} stroke={1.75} aria-hidden />
      <div className={classes.handoverWords}>
        <strong>{t('strip.text', { outgoing: handover.outgoing, at: format.short(handover.at) })}</strong>{' '}
        {handoverKinds
          .filter((kind) => totals[kind] > 0)
          .map((kind) => (
            <span key={kind} className={classes.handoverCount}>
              {t(`kind.${kind}`)} {totals[kind]}
            </span>
          ))}
      </div>
      <Button component={Link} href={paths.handoverOf(handover.id)} size="xs">
        {t('strip.open')}
      </Button>
      <CloseButton
        aria-label={t('strip.dismiss')}
        onClick={() => {
          sessionStorage.setItem(storageKey, handover.id)
          setPutAside(handover.id)
        }}
      />
    </section>
  )
}
