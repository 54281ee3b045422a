import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { deskErrorOf } from '../api/errors.ts'
import { endSession } from '../api/session.ts'
import { useTRPC } from '../api/trpc.ts'
import { currentLanguage, showLanguage } from '../i18n/i18n.ts'
import { LoadFailed } from '../parts/LoadFailed.tsx'
import { Loading } from '../parts/Loading.tsx'
import { titlePlace } from '../parts/window-title.ts'
import { Questions } from './Questions.tsx'
import classes from './survey.module.css'
import { Unlock } from './Unlock.tsx'

/** The whole window while the screen is turned to a customer: their survey, then a locked word of thanks. */
export default function TurnedScreen() {
  const { t } = useTranslation('survey')
  const survey = useQuery({ ...useTRPC().survey.shown.queryOptions(), staleTime: 0 })
  const [unlocking, setUnlocking] = useState(false)
  // Too long alone: who comes next signs in.
  const over = deskErrorOf(survey.error)?.code === 'signed_out'
  useEffect(() => {
    if (over) endSession()
  }, [over])
  useEffect(() => titlePlace(t('screen.title')), [t])

  if (survey.data === undefined)
    return (
      <main className={classes.screen}>
        {survey.isError ? (
          <LoadFailed error={survey.error} onRetry={() => void survey.refetch()} />
        ) : (
          <Loading />
        )}
      </main>
    )
  const { storeName, number, product, answered, staffName } = survey.data
  const other = currentLanguage() === 'en' ? 'zh-CN' : 'en'
  return (
    <main className={classes.screen}>
      <header className={classes.top}>
        <span>{storeName}</span>
        <span className={classes.about}>{[product, number].filter((part) => part !== '').join(' · ')}</span>
        <Button variant="subtle" lang={other} onClick={() => showLanguage(other)}>
          {other === 'en' ? 'English' : '中文'}
        </Button>
      </header>
      {answered ? (
        <div className={classes.middle}>
          <h1 className={classes.question}>{t('screen.thanks')}</h1>
          <p className={classes.about}>{t('screen.handBack')}</p>
        </div>
      ) : (
        <Questions survey={survey.data} />
      )}
      <footer className={classes.bottom}>
        {unlocking ? (
          <Unlock staffName={staffName} onCancel={() => setUnlocking(false)} />
        ) : (
          <Button variant="subtle" size="sm" onClick={() => setUnlocking(true)}>
            {t('screen.unlock')}
          </Button>
        )}
      </footer>
    </main>
  )
}
