import { Button, Stack } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { CustodyView } from '../../electron/desk/case-views.ts'
import { SideDrawer } from '../complaint/actions/SideDrawer.tsx'
import { CustomerFact } from '../complaint/fact-parts.tsx'
import { paths } from '../frame/places.ts'
import { useFormat } from '../i18n/format.ts'
import { CustodyPrints } from './CustodyPrints.tsx'
import classes from './custody.module.css'
import { EndCustody } from './EndCustody.tsx'
import { MoveCustody } from './MoveCustody.tsx'
import { Since } from './Since.tsx'

interface CustodyDrawerProps {
  readonly custody: CustodyView
  readonly here: readonly CustodyView[]
  readonly onClose: () => void
  /** Its custody has ended. */
  readonly onGone: () => void
}

/** Everything about one piece in custody, and what can be done: move it, end its custody, print. */
export function CustodyDrawer({ custody, here, onClose, onGone }: CustodyDrawerProps) {
  const { t } = useTranslation(['custody', 'words'])
  const [doing, setDoing] = useState<'move' | 'end' | null>(null)
  const stop = () => setDoing(null)
  return (
    <SideDrawer title={`${t('title')} · ${custody.number}`} onClose={onClose}>
      <Stack gap="md">
        <CustodyFacts custody={custody} />
        {custody.endedAt === null && doing === null ? (
          <div className={classes.buttons}>
            <Button variant="default" data-autofocus autoFocus onClick={() => setDoing('move')}>
              {t('move.title')}
            </Button>
            <Button variant="default" onClick={() => setDoing('end')}>
              {t('end.title')}
            </Button>
          </div>
        ) : null}
        {doing === 'move' ? (
          <MoveCustody custody={custody} here={here} onDone={stop} onCancel={stop} />
        ) : null}
        {doing === 'end' ? <EndCustody custody={custody} onDone={onGone} onCancel={stop} /> : null}
        {doing === null ? <CustodyPrints custody={custody} /> : null}
      </Stack>
    </SideDrawer>
  )
}

function CustodyFacts({ custody }: { readonly custody: CustodyView }) {
  const { t } = useTranslation(['custody', 'words', 'intake'])
  const format = useFormat()
  return (
    <dl className={classes.facts}>
      <dt>{t('label.description')}</dt>
      <dd>{custody.description}</dd>
      <Fact label={t('label.serialNumber')} text={custody.serialNumber} />
      <Fact label={t('label.accessories')} text={custody.accessories} />
      <dt>{t('label.customer')}</dt>
      <dd className={classes.customer}>
        <CustomerFact customer={custody.customer} />
      </dd>
      <dt>{t('label.place')}</dt>
      <dd>{custody.place}</dd>
      <dt>{t('label.received')}</dt>
      <dd>
        {format.dateTime(custody.receivedAt)} {custody.receivedBy}{' '}
        {custody.endedAt === null ? <Since receivedAt={custody.receivedAt} /> : null}
      </dd>
      {custody.caseId === null ? null : (
        <>
          <dt>{t('column.case')}</dt>
          <dd>
            <Link href={paths.returnCase(custody.caseId)} className={`numbers ${classes.link}`}>
              {custody.caseNumber}
            </Link>
          </dd>
        </>
      )}
      {custody.endedAt === null || custody.endedHow === null ? null : (
        <>
          <dt>{t('label.ended')}</dt>
          <dd>
            {format.dateTime(custody.endedAt)} {t(`words:custodyEnd.${custody.endedHow}`)} {custody.endedTo}{' '}
            {custody.endedBy}
          </dd>
        </>
      )}
    </dl>
  )
}

function Fact({ label, text }: { readonly label: string; readonly text: string }) {
  if (text === '') return null
  return (
    <>
      <dt>{label}</dt>
      <dd>{text}</dd>
    </>
  )
}
