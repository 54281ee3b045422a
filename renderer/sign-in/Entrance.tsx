import { useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect } from 'react'
import { deskErrorOf } from '../api/errors.ts'
import { MeProvider } from '../api/me.tsx'
import { beginSession, endSession, useSession } from '../api/session.ts'
import { useTRPC } from '../api/trpc.ts'
import { showLanguage } from '../i18n/i18n.ts'
import { LoadFailed } from '../parts/LoadFailed.tsx'
import { Loading } from '../parts/Loading.tsx'
import { FirstStart } from './FirstStart.tsx'
import { SignIn } from './SignIn.tsx'
import { SignInAgain } from './SignInAgain.tsx'
import { Threshold } from './Threshold.tsx'

const Desk = lazy(() => import('../frame/Desk.tsx'))
const TurnedScreen = lazy(() => import('../survey/TurnedScreen.tsx'))

/**
 * What stands before the desk: the first start, the sign-in page, or, once somebody is signed in, the desk itself. A
 * session that ends meanwhile is renewed over the desk, which stays as it is.
 */
export function Entrance() {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const session = useSession()
  const status = useQuery(trpc.desk.status.queryOptions())
  const me = useQuery({ ...trpc.session.me.queryOptions(), enabled: session.token !== null })

  // A token left over from before: nothing is on screen yet that could be lost.
  const stranger = me.data === undefined && deskErrorOf(me.error)?.code === 'signed_out'
  useEffect(() => {
    if (stranger) endSession()
  }, [stranger])

  const language = me.data?.language ?? null
  useEffect(() => {
    if (language !== null) showLanguage(language)
  }, [language])

  function enter(token: string) {
    queryClient.clear()
    beginSession(token)
  }

  if (status.data === undefined)
    return (
      <Threshold>
        {status.isError ? (
          <LoadFailed error={status.error} onRetry={() => void status.refetch()} />
        ) : (
          <Loading />
        )}
      </Threshold>
    )
  if (status.data.needsSetup) return <FirstStart onDone={enter} />
  if (session.token === null || stranger) return <SignIn status={status.data} onDone={enter} />
  // The screen is turned to a customer, whatever the address says: only a PIN leads back to the desk.
  if (deskErrorOf(me.error)?.key === 'survey_locked')
    return (
      <Suspense fallback={<Loading />}>
        <TurnedScreen />
      </Suspense>
    )
  if (me.data === undefined)
    return (
      <Threshold>
        {me.isError ? <LoadFailed error={me.error} onRetry={() => void me.refetch()} /> : <Loading />}
      </Threshold>
    )
  return (
    <MeProvider me={me.data}>
      <Suspense fallback={<Loading />}>
        <Desk />
      </Suspense>
      {session.expired ? <SignInAgain /> : null}
    </MeProvider>
  )
}
