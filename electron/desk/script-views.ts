import type { Script, ScriptBody } from '../../domain/scripts.ts'

/** A script as the store words it now, beside the one that is part of the program (process section 10). */
export interface ScriptView extends Script {
  /** 0 while it is the default one. */
  version: number
  /** True for the default wording, also once it was restored. */
  isDefault: boolean
  defaultBody: ScriptBody
  changedAt: string | null
  changedBy: string
  reason: string
}
