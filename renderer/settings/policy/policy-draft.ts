import { useState } from 'react'
import type { PolicyView } from '../../../electron/desk/views.ts'
import type { PolicyField } from './policy-fields.ts'
import { policyGroups } from './policy-fields.ts'
import { type Draft, type FieldValue, partialPolicy, sentValue, shownValue } from './policy-values.ts'

const fields = policyGroups.flatMap((group) => group.fields)

export interface PolicyDraft {
  readonly draft: Draft
  /** The draft as a partial policy. */
  readonly changes: Record<string, unknown>
  readonly set: (field: PolicyField, value: FieldValue) => void
  readonly discard: () => void
  /** The version on which the changes were made. */
  readonly seenVersion: number
  /** Somebody saved a newer version while this one was being changed. */
  readonly overtaken: boolean
  readonly goOn: () => void
}

/**
 * What the person is changing, and on which version: a newer one does not slip in under a change that was made for the
 * older.
 * @param view the policy in force
 */
export function usePolicyDraft({ policy }: PolicyView): PolicyDraft {
  const [draft, setDraft] = useState<Draft>(new Map())
  const [begunOn, setBegunOn] = useState(policy.version)
  const seenVersion = draft.size === 0 ? policy.version : begunOn

  function set(field: PolicyField, value: FieldValue): void {
    if (draft.size === 0) setBegunOn(policy.version)
    const next = new Map(draft)
    if (value === shownValue(policy, field)) next.delete(field.path)
    else next.set(field.path, value)
    setDraft(next)
  }

  const changes = partialPolicy(
    fields.flatMap((field) => {
      const value = draft.get(field.path)
      return value === undefined ? [] : [[field.path, sentValue(field, value)] as const]
    }),
  )
  return {
    draft,
    changes,
    set,
    seenVersion,
    discard: () => setDraft(new Map()),
    overtaken: seenVersion !== policy.version,
    goOn: () => setBegunOn(policy.version),
  }
}
