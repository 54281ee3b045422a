import { asc } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import type { Drizzle } from '../../../db/open.ts'
import * as t from '../../../db/schema.ts'
import type { Script, ScriptBody } from '../../../domain/scripts.ts'
import { defaultScripts, scriptBodySchema, tellsOutcome } from '../../../domain/scripts.ts'
import { requiredText, textLimits } from '../../../domain/text.ts'
import { doneBefore, requireStill } from '../commands.ts'
import { namesOf } from '../complaints/view.ts'
import type { Caller } from '../context.ts'
import { DeskError } from '../errors.ts'
import { listStaff } from '../people/staff.ts'
import type { ScriptView } from '../script-views.ts'

const onSeen = {
  commandId: z.uuid(),
  code: z.string().max(40),
  /** The version that the person saw; 0 for the default one. */
  seenVersion: z.int().min(0),
  reason: requiredText(textLimits.line),
}

export const changeScriptSchema = z.object({ ...onSeen, body: scriptBodySchema })
export const restoreScriptSchema = z.object(onSeen)

/** What a version says: a wording of the store, or that the default one holds again. */
const keptSchema = z.union([z.object({ restored: z.literal(true) }), scriptBodySchema])

function bodyOf(script: Script): ScriptBody {
  return { text: script.text, avoid: script.avoid }
}

/**
 * Every script as the store words it now.
 * @param orm the store's file
 */
export function listScripts(orm: Drizzle): ScriptView[] {
  const names = namesOf(listStaff(orm))
  const rows = orm.select().from(t.scriptVersion).orderBy(asc(t.scriptVersion.version)).all()
  const newest = new Map(rows.map((row) => [row.code, row]))
  return defaultScripts.map((script) => {
    const row = newest.get(script.code)
    const kept = row === undefined ? null : keptSchema.parse(row.body)
    const own = kept === null || 'restored' in kept ? null : kept
    return {
      ...script,
      ...(own ?? {}),
      version: row?.version ?? 0,
      isDefault: own === null,
      defaultBody: bodyOf(script),
      changedAt: row === undefined ? null : new Date(row.at).toISOString(),
      changedBy: names(row?.staffId ?? null),
      reason: row?.reason ?? '',
    }
  })
}

function scriptView(orm: Drizzle, code: string): ScriptView {
  const found = listScripts(orm).find((script) => script.code === code)
  if (found === undefined) throw new DeskError('not_found', 'script_not_found')
  return found
}

function writeVersion(
  caller: Caller,
  input: z.output<typeof restoreScriptSchema>,
  action: 'script.change' | 'script.restore',
  body: Record<string, unknown>,
): ScriptView {
  const { desk, me } = caller
  const { orm } = desk.file
  const { commandId, code, seenVersion, reason } = input
  if (doneBefore(desk, commandId, action, me) !== null) return scriptView(orm, code)
  const at = desk.clock.now()
  desk.recorder.command({ commandId, action, about: 'script', staffId: me.staffId, at }, (writer) => {
    requireStill(desk, me)
    const { version } = scriptView(orm, code)
    if (version !== seenVersion) throw new DeskError('stale', 'stale', { params: { version } })
    writer.put('script', { id: uuidv7(), code, version: version + 1, body, at, staffId: me.staffId, reason })
  })
  desk.changes.publish({ type: 'changed', entity: 'script', id: code, version: seenVersion + 1 })
  desk.pusher.soon()
  return scriptView(orm, code)
}

function requireManager({ me }: Caller): void {
  if (me.role !== 'manager') throw new DeskError('not_allowed', 'manager_only')
}

/**
 * The manager words a script anew: a new version. When it is offered stays as it is, so a script that may be said before the
 * signature cannot be given an outcome.
 * @throws DeskError not_allowed/manager_only, not_found, stale, invalid/script_tells_outcome
 */
export function changeScript(caller: Caller, input: z.output<typeof changeScriptSchema>): ScriptView {
  requireManager(caller)
  const { outcome } = scriptView(caller.desk.file.orm, input.code)
  if (!outcome && tellsOutcome(input.body))
    throw new DeskError('invalid', 'script_tells_outcome', { field: 'body' })
  return writeVersion(caller, input, 'script.change', input.body)
}

/**
 * The default wording holds again, as a new version.
 * @throws DeskError not_allowed/manager_only, not_found, stale
 */
export function restoreScript(caller: Caller, input: z.output<typeof restoreScriptSchema>): ScriptView {
  requireManager(caller)
  return writeVersion(caller, input, 'script.restore', { restored: true })
}
