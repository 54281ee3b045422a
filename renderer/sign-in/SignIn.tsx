import { UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeskStatus } from '../../electron/desk/views.ts'
import { useTRPC } from '../api/trpc.ts'
import { PlaceTitle } from '../parts/PlaceTitle.tsx'
import { SignInForm } from './SignInForm.tsx'
import classes from './sign-in.module.css'
import { Threshold } from './Threshold.tsx'

/** The PIN of everybody in the demo store. */
const demoPin = '246810'

/**
 * Sign in with staff number and PIN. The demo store says who is there.
 * @param onDone gets the session's token
 */
export function SignIn({ status, onDone }: { status: DeskStatus; onDone: (token: string) => void }) {
  const { t } = useTranslation('sign-in')
  const [chosen, setChosen] = useState<string | null>(null)
  const people = useQuery(useTRPC().desk.people.queryOptions())
  return (
    <Threshold storeName={status.store === null ? undefined : `${status.store.name} ${status.store.code}`}>
      <PlaceTitle title={t('title')} />
      <SignInForm
        key={chosen ?? ''}
        staffNumber={chosen ?? ''}
        people={people.data ?? []}
        onDone={(session) => onDone(session.token)}
      />
      {status.demo ? (
        <section className={classes.demo} aria-label={t('demo.title')}>
          <strong>{t('demo.title')}</strong>
          <div>{t('demo.text', { pin: demoPin })}</div>
          <ul className={classes.people}>
            {(people.data ?? []).map((person) => (
              <li key={person.number}>
                <UnstyledButton className={classes.person} onClick={() => setChosen(person.number)}>
                  <span>{person.number}</span>
                  <span>{person.name}</span>
                </UnstyledButton>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </Threshold>
  )
}
