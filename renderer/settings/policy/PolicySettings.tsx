import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { PolicyView } from '../../../electron/desk/views.ts'
import { useMe } from '../../api/me.tsx'
import { useTRPC } from '../../api/trpc.ts'
import { LoadFailed } from '../../parts/LoadFailed.tsx'
import { Loading } from '../../parts/Loading.tsx'
import { OnlyManager } from '../OnlyManager.tsx'
import { CalendarSettings } from './CalendarSettings.tsx'
import { Citations } from './Citations.tsx'
import { DepartmentWords } from './DepartmentWords.tsx'
import { PolicyForm } from './PolicyForm.tsx'
import classes from './policy.module.css'
import { Versions } from './Versions.tsx'

/** The policy: everybody reads it, the manager changes what head office leaves open (process section 14). */
export function PolicySettings() {
  const settings = useQuery(useTRPC().policy.settings.queryOptions())
  if (settings.data !== undefined) return <Shown view={settings.data} />
  return settings.isError ? (
    <LoadFailed error={settings.error} onRetry={() => void settings.refetch()} />
  ) : (
    <Loading />
  )
}

function Shown({ view }: { view: PolicyView }) {
  const { t } = useTranslation('policy')
  const { staff } = useMe()
  const mayChange = staff.role === 'manager'
  return (
    <div className={classes.policy}>
      <p className={classes.intro}>
        <strong>{t('version', { version: view.policy.version })}</strong> {t('intro')}
      </p>
      {mayChange ? null : <OnlyManager />}
      <CalendarSettings view={view} mayChange={mayChange} />
      <PolicyForm view={view} mayChange={mayChange} />
      <Citations policy={view.policy} />
      <DepartmentWords policy={view.policy} />
      <Versions versions={view.versions} inForce={view.policy} />
    </div>
  )
}
