import { Button, Stack } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AuthorisationView } from '../../electron/desk/case-views.ts'
import { useMe } from '../api/me.tsx'
import { SideDrawer } from '../complaint/actions/SideDrawer.tsx'
import { useFormat } from '../i18n/format.ts'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { usePrint } from '../print/print.ts'
import { isPast, standingOf } from './authorisation-scope.ts'
import classes from './authorisations.module.css'
import { RevokeAuthorisation } from './RevokeAuthorisation.tsx'
import { Scope } from './Scope.tsx'
import { Standing } from './Standing.tsx'

interface AuthorisationDrawerProps {
  readonly authorisation: AuthorisationView
  /** Civil date in store time. */
  readonly today: string
  readonly onClose: () => void
  readonly onRevoked: () => void
}

/** One authorisation as it was signed; printed by everybody, revoked by the manager. */
export function AuthorisationDrawer({ authorisation, today, onClose, onRevoked }: AuthorisationDrawerProps) {
  const { t } = useTranslation(['authorisations', 'words'])
  const { staff } = useMe()
  const [revoking, setRevoking] = useState(false)
  const { print, problem } = usePrint()
  const mayRevoke = staff.role === 'manager' && !isPast(standingOf(authorisation, today))
  return (
    <SideDrawer title={`${t('title')} · ${authorisation.number}`} onClose={onClose}>
      <Stack gap="md">
        <Facts authorisation={authorisation} today={today} />
        {revoking ? (
          <RevokeAuthorisation
            authorisation={authorisation}
            onDone={onRevoked}
            onCancel={() => setRevoking(false)}
          />
        ) : (
          <div className={classes.buttons}>
            <Button
              variant="default"
              data-autofocus
              autoFocus
              leftSection={<IconPrinter size={16} stroke={1.75} aria-hidden />}
              onClick={() =>
                void print('authorisation', authorisation.id, 'a4', `${authorisation.number} ${t('title')}`)
              }
            >
              {t('print')}
            </Button>
            {mayRevoke ? (
              <Button variant="default" onClick={() => setRevoking(true)}>
                {t('revoke.title')}
              </Button>
            ) : null}
          </div>
        )}
        <ProblemNotice problem={problem} />
      </Stack>
    </SideDrawer>
  )
}

function Facts({ authorisation, today }: Pick<AuthorisationDrawerProps, 'authorisation' | 'today'>) {
  const { t } = useTranslation('authorisations')
  const format = useFormat()
  return (
    <dl className={classes.facts}>
      <dt>{t('form.title')}</dt>
      <dd>
        <strong>{authorisation.title}</strong>
      </dd>
      <dt>{t('column.scope')}</dt>
      <dd>
        <Scope of={authorisation} />
      </dd>
      {authorisation.terms === '' ? null : (
        <>
          <dt>{t('form.terms')}</dt>
          <dd className={classes.text}>{authorisation.terms}</dd>
        </>
      )}
      <dt>{t('column.standing')}</dt>
      <dd>
        <Standing authorisation={authorisation} today={today} />
      </dd>
      <dt>{t('column.signed')}</dt>
      <dd>
        {authorisation.signedBy} {format.dateTime(authorisation.signedAt)}
      </dd>
      <dt>{t('checkCode')}</dt>
      <dd className="numbers">{authorisation.checkCode}</dd>
      <dt>{t('column.uses')}</dt>
      <dd>{t('uses', { count: authorisation.uses })}</dd>
      {authorisation.revokedAt === null ? null : (
        <>
          <dt>{t('standing.revoked')}</dt>
          <dd>
            {authorisation.revokedBy} {format.dateTime(authorisation.revokedAt)}
            <br />
            {authorisation.revokedReason}
          </dd>
        </>
      )}
    </dl>
  )
}
