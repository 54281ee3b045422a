import { asc } from 'drizzle-orm'
import type { StoreFile } from '../../db/open.ts'
import * as t from '../../db/schema.ts'
import type { PolicyAt } from '../../domain/clocks.ts'
import type { Policy } from '../../domain/policy.ts'
import { defaultPolicy, parsePolicy } from '../../domain/policy.ts'
import type { ChangeHub } from './changes.ts'

interface Version {
  readonly validAt: number
  readonly policy: Policy
}

/**
 * The store's policies, read once and again after a change.
 * @param file the store's file
 * @param changes tells of a new version
 * @returns `policy`: in force now, which is the newest: a version holds from when it is recorded, whatever the computer's
 *   clock says then; `policyAt`: in force at an instant (ms). The calendar is always the newest, because a deadline that
 *   rested on an unknown year is computed anew when the year is supplied (process section 6)
 */
export function openPolicies(
  file: StoreFile,
  changes: ChangeHub,
): { policy: () => Policy; policyAt: PolicyAt } {
  let kept: readonly Version[] | null = null
  changes.subscribe((notice) => {
    if (notice.type === 'changed' && notice.entity === 'policy') kept = null
  })

  function versions(): readonly Version[] {
    if (kept !== null && kept.length > 0) return kept
    const rows = file.orm.select().from(t.policyVersion).orderBy(asc(t.policyVersion.version)).all()
    const parsed = rows.map((row) => ({ validAt: row.validAt, policy: parsePolicy(row.body) }))
    const calendar = parsed.at(-1)?.policy.calendar
    kept = parsed.map(({ validAt, policy }) => ({
      validAt,
      policy: calendar === undefined ? policy : { ...policy, calendar },
    }))
    return kept
  }

  function policyAt(ms: number): Policy {
    const known = versions()
    return (known.findLast((version) => version.validAt <= ms) ?? known[0])?.policy ?? defaultPolicy
  }

  return { policyAt, policy: () => versions().at(-1)?.policy ?? defaultPolicy }
}
