import { Button, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { FormEvent } from 'react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { textLimits } from '../../../domain/text.ts'
import type { PolicyView } from '../../../electron/desk/views.ts'
import { useCommand } from '../../api/command.ts'
import { useTRPCClient } from '../../api/trpc.ts'
import { ProblemNotice } from '../../parts/ProblemNotice.tsx'
import { EffectPreview, useEffectOf } from './EffectPreview.tsx'
import { PolicyFieldRow } from './PolicyFieldRow.tsx'
import classes from './policy.module.css'
import { usePolicyDraft } from './policy-draft.ts'
import { isOpen, policyGroups } from './policy-fields.ts'

/** Path of the field in a refusal, such as `changes.clocks.replyDays`. */
function pathIn(refusedField: string | null): string | null {
  return refusedField?.replace(/^changes\./, '') ?? null
}

/** Every number of the policy in groups, with what a change means, and saving as a new version. */
export function PolicyForm({ view, mayChange }: { view: PolicyView; mayChange: boolean }) {
  const { t } = useTranslation(['policy', 'errors'])
  const editing = usePolicyDraft(view)
  const { draft, changes, seenVersion, overtaken } = editing
  const [reason, setReason] = useState('')
  const [reasonMissing, setReasonMissing] = useState(false)
  const save = useCommand(useTRPCClient().policy.change.mutate, {
    onDone: (saved) => {
      editing.discard()
      setReason('')
      notifications.show({ message: t('saved', { version: saved.policy.version }) })
    },
  })
  const effect = useEffectOf(changes)
  const refused = pathIn(save.refusedField) ?? pathIn(effect.refusedField)
  const newest = view.versions[0]

  function send(event: FormEvent): void {
    event.preventDefault()
    setReasonMissing(reason.trim() === '')
    if (draft.size > 0 && !overtaken && reason.trim() !== '') void save.run({ seenVersion, changes, reason })
  }

  return (
    <form className={classes.columns} onSubmit={send} noValidate>
      <div className={classes.groups}>
        {policyGroups.map((group) => (
          <section key={group.code} className={classes.group} aria-labelledby={`policy-${group.code}`}>
            <h2 id={`policy-${group.code}`}>{t(`group.${group.code}`)}</h2>
            {group.fields.map((field) => (
              <PolicyFieldRow
                key={field.path}
                field={field}
                policy={view.policy}
                typed={draft.get(field.path)}
                open={mayChange && isOpen(field.path, view.open)}
                lockedByHeadOffice={!isOpen(field.path, view.open)}
                error={refused !== null && isOpen(refused, [field.path]) ? t('valueRefused') : null}
                onChange={(value) => {
                  save.clear()
                  editing.set(field, value)
                }}
              />
            ))}
          </section>
        ))}
      </div>
      <div className={classes.side}>
        <EffectPreview title={t('effect.title')} effect={effect} changed={draft.size > 0} />
        {mayChange ? (
          <div className={classes.saving}>
            {overtaken && newest !== undefined ? (
              <div className={classes.meanwhile} role="alert">
                {t('meanwhile.text', { by: newest.by, version: newest.version, reason: newest.reason })}
                <Button size="xs" variant="default" onClick={editing.goOn}>
                  {t('meanwhile.continue', { version: newest.version })}
                </Button>
              </div>
            ) : null}
            <p className={classes.count} role="status">
              {draft.size === 0 ? t('nothingChanged') : t('changed', { count: draft.size })}
            </p>
            <TextInput
              label={t('reason')}
              description={t('reasonHint')}
              required
              withAsterisk={false}
              maxLength={textLimits.line}
              value={reason}
              error={reasonMissing && reason.trim() === '' ? t('errors:key.required') : null}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
            <ProblemNotice
              problem={save.problem}
              onSendAgain={() => void save.run({ seenVersion, changes, reason })}
            />
            <div className={classes.buttons}>
              <Button type="submit" loading={save.pending} disabled={draft.size === 0 || overtaken}>
                {t('save')}
              </Button>
              <Button variant="default" disabled={draft.size === 0} onClick={editing.discard}>
                {t('discard')}
              </Button>
            </div>
          </div>
        ) : null}
      </div>
    </form>
  )
}
