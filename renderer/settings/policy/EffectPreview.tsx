import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { PolicyEffect } from '../../../electron/desk/views.ts'
import { deskErrorOf } from '../../api/errors.ts'
import { useTRPC, useTRPCClient } from '../../api/trpc.ts'
import { useFormat } from '../../i18n/format.ts'
import classes from './policy.module.css'

export interface EffectOfChanges {
  /** Of the policy in force, and of the changed one, both computed at the same moment; null before the first answer. */
  readonly both: { readonly before: PolicyEffect; readonly after: PolicyEffect } | null
  /** The change is not possible. */
  readonly refused: boolean
  /** Path of the value that is not possible. */
  readonly refusedField: string | null
}

/**
 * What a changed policy would mean for a complaint recorded now, a moment after the person stopped typing.
 * @param changes a partial policy
 */
export function useEffectOf(changes: Record<string, unknown>): EffectOfChanges {
  const trpc = useTRPC()
  const { policy } = useTRPCClient()
  const written = JSON.stringify(changes)
  const [settled] = useDebouncedValue(written, 250)
  const settledChanges: Record<string, unknown> = settled === written ? changes : JSON.parse(settled)
  const effect = useQuery({
    queryKey: [...trpc.policy.effect.queryKey({ changes: settledChanges }), 'before and after'],
    queryFn: async () => {
      const [before, after] = await Promise.all([
        policy.effect.query({ changes: {} }),
        policy.effect.query({ changes: settledChanges }),
      ])
      return { before, after }
    },
    placeholderData: keepPreviousData,
    retry: false,
  })
  const refusal = settled === written ? deskErrorOf(effect.error) : null
  return {
    both: effect.data ?? null,
    refused: refusal?.code === 'invalid',
    refusedField: refusal?.field ?? null,
  }
}

/** The clocks of a complaint recorded now, as they are and as they would be. */
export function EffectPreview({
  title,
  effect,
  changed,
}: {
  title: string
  effect: EffectOfChanges
  changed: boolean
}) {
  const { t } = useTranslation(['policy', 'words'])
  const format = useFormat()
  const id = useId()
  const { both, refused } = effect
  const due = (clock: PolicyEffect['clocks'][number]) =>
    format.dateTime(clock.dueAt).slice(5) + (clock.provisional ? ` ${t('words:due.provisionalShort')}` : '')
  return (
    <section className={classes.effect} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <p className={classes.says}>{t('effect.text')}</p>
      {refused ? <p role="status">{t('effect.refused')}</p> : null}
      {both === null || refused ? null : (
        <table>
          <thead>
            <tr>
              <th scope="col">{t('effect.clock')}</th>
              <th scope="col">{t('effect.now')}</th>
              {changed ? <th scope="col">{t('effect.then')}</th> : null}
            </tr>
          </thead>
          <tbody>
            {both.before.clocks.map((clock, index) => {
              const after = both.after.clocks[index]
              const same = after === undefined || due(after) === due(clock)
              return (
                <tr key={clock.kind}>
                  <th scope="row">{t(`words:clock.${clock.kind}`)}</th>
                  <td className="numbers">{due(clock)}</td>
                  {changed ? (
                    <td className="numbers" data-same={same || undefined}>
                      {same ? t('effect.same') : due(after)}
                    </td>
                  ) : null}
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
    </section>
  )
}
