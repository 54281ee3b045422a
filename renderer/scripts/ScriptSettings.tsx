import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScriptView } from '../../electron/desk/script-views.ts'
import { useMe } from '../api/me.tsx'
import { useTRPC } from '../api/trpc.ts'
import { useFormat } from '../i18n/format.ts'
import { LoadFailed } from '../parts/LoadFailed.tsx'
import { Loading } from '../parts/Loading.tsx'
import { RewordScript } from './RewordScript.tsx'
import { Wording } from './ScriptFor.tsx'
import classes from './scripts.module.css'

/** 话术: every script with when it is offered; the manager words them anew or restores the default. */
export function ScriptSettings() {
  const { t } = useTranslation('scripts')
  const list = useQuery(useTRPC().scripts.list.queryOptions())
  const [open, setOpen] = useState<string | null>(null)
  if (list.data === undefined)
    return list.isError ? <LoadFailed error={list.error} onRetry={() => void list.refetch()} /> : <Loading />
  const reworded = list.data.find((script) => script.code === open)
  return (
    <>
      <p className="reading">{t('settingsHint')}</p>
      <ul className={classes.list}>
        {list.data.map((script) => (
          <li key={script.code}>
            <ScriptEntry script={script} onReword={() => setOpen(script.code)} />
          </li>
        ))}
      </ul>
      {reworded === undefined ? null : (
        <RewordScript key={reworded.code} script={reworded} onClose={() => setOpen(null)} />
      )}
    </>
  )
}

function ScriptEntry({ script, onReword }: { readonly script: ScriptView; readonly onReword: () => void }) {
  const { t } = useTranslation('scripts')
  const format = useFormat()
  const { staff } = useMe()
  const by = script.changedAt
  return (
    <>
      <div className={classes.when}>
        <span>{script.moments.map((moment) => t(`moment.${moment}`)).join(' · ')}</span>
        {script.outcome ? <span className={classes.mark}>{t('outcome')}</span> : null}
        <span>
          {script.isDefault || by === null
            ? t('default')
            : t('changed', { version: script.version, by: script.changedBy, at: format.dateTime(by) })}
        </span>
      </div>
      <Wording script={script} />
      {staff.role === 'manager' ? (
        <Button
          size="xs"
          variant="default"
          aria-label={`${t('edit')} ${script.text['zh-CN'].title}`}
          onClick={onReword}
        >
          {t('edit')}
        </Button>
      ) : null}
    </>
  )
}
