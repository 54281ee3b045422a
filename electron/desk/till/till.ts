import { createHash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import * as t from '../../../db/schema.ts'
import { paymentMethods } from '../../../domain/case/vocabulary.ts'
import { saleChannels } from '../../../domain/entitlement.ts'
import { textLimits } from '../../../domain/text.ts'
import { shownCell } from '../../../domain/till/cell.ts'
import {
  headerIdentity,
  mappingProblems,
  suggestMapping,
  type TillField,
  tillFields,
} from '../../../domain/till/fields.ts'
import { tillLimits } from '../../../domain/till/limits.ts'
import { familyNames } from '../../../domain/till/line.ts'
import { storeDay } from '../../../domain/working-time.ts'
import { doneBefore, requireStill } from '../commands.ts'
import type { DeskContext } from '../context.ts'
import { DeskError, diskRefusal } from '../errors.ts'
import { errorFacts } from '../log.ts'
import type { SignedIn } from '../people/sessions.ts'
import { Stopped, TillJob, turn } from './job.ts'
import { clearReplaced, clearUnrecorded, stageLines } from './lines.ts'
import type { TillUpload } from './uploads.ts'
import { openTillUploads } from './uploads.ts'
import type { TillBadRow, TillFileView, TillImportView, TillStateView } from './views.ts'

export const uploadSchema = z.object({ uploadId: z.uuid() })

export const checkSchema = uploadSchema.extend({
  mapping: z.array(z.enum(tillFields).nullable()).max(tillLimits.columns),
  channel: z.enum(saleChannels),
  paymentMethod: z.enum(paymentMethods).nullable(),
})

export const runSchema = uploadSchema.extend({
  commandId: z.uuid(),
  /** Take the good rows although others have mistakes. */
  leaveOut: z.boolean(),
})

/** The import of the till's export: one at a time, in pieces small enough that the desk stays answerable. */
export interface Till {
  /**
   * Takes an upload (front door, `POST /imports`).
   * @throws DeskError not_allowed, invalid
   */
  receive(me: SignedIn, name: string, body: ReadableStream<Uint8Array> | null): Promise<TillFileView>
  /** @throws DeskError not_found/till_upload_gone */
  open(me: SignedIn, uploadId: string): TillFileView
  /**
   * Begins to read the file and to write its lines where nobody sees them; a check of the same person ends by it.
   * @throws DeskError busy/till_busy while another person's import runs, invalid/till_mapping
   */
  check(me: SignedIn, input: z.output<typeof checkSchema>): TillStateView
  /** What is being imported. */
  state(me: SignedIn): TillStateView
  /** Rows with mistakes of the caller's check, the first 5000. */
  badRows(me: SignedIn): TillBadRow[]
  /** Gives up the caller's import; nothing stays of it. */
  stop(me: SignedIn): TillStateView
  /**
   * Takes over what was checked: one transaction, at once for everybody.
   * @throws DeskError not_found/till_check_gone, invalid: till_has_mistakes, till_nothing_to_take
   */
  run(me: SignedIn, input: z.output<typeof runSchema>): Promise<TillImportView>
  /** Stops what runs; returns when nothing touches the file any more. */
  close(): Promise<void>
}

/** Every role that stands at the desk; departments only answer. */
function requireDesk(me: SignedIn): void {
  if (me.role === 'department') throw new DeskError('not_allowed', 'wrong_person')
}

const fingerprintOf = (headers: readonly string[]) =>
  createHash('sha256').update(headerIdentity(headers)).digest('hex')

const isField = (name: string | null): name is TillField => tillFields.some((field) => field === name)

function importView(row: typeof t.tillImport.$inferSelect): TillImportView {
  const { id, rows, added, changed, same, leftOut } = row
  return { id, rows, added, changed, same, leftOut }
}

/**
 * @param dataDir the store's data folder
 * @param getDesk the desk, once it is there
 */
export function openTill(dataDir: string, getDesk: () => DeskContext): Till {
  const uploads = openTillUploads(dataDir)
  let current: { job: TillJob; me: SignedIn } | null = null
  let closing = false
  /** Clearing and reading, one after the other. */
  let queue: Promise<void> = Promise.resolve()

  function enqueue(work: () => Promise<void>): void {
    queue = queue.then(work).catch((error: unknown) => {
      getDesk().log.error(errorFacts(error), 'import of purchases failed')
    })
  }

  /** Nothing is lost by ending early: the next start clears the rest. */
  async function clear(): Promise<void> {
    while (!closing && clearUnrecorded(getDesk().file)) await turn()
  }

  async function clearOld(importId: string): Promise<void> {
    for (let upTo: number | null = 0; !closing && upTo !== null; await turn())
      upTo = clearReplaced(getDesk().file, importId, upTo)
  }

  function fileView(upload: TillUpload): TillFileView {
    const { format, headers, sample, rows } = upload.table
    const known = getDesk()
      .file.orm.select()
      .from(t.tillMapping)
      .where(eq(t.tillMapping.fingerprint, fingerprintOf(headers)))
      .get()
    return {
      uploadId: upload.id,
      name: upload.name,
      kind: format.kind,
      encoding: format.kind === 'csv' ? format.encoding : null,
      delimiter: format.kind === 'csv' ? format.delimiter : null,
      headers: [...headers],
      sample: sample.map(({ row, cells }) => ({ row, cells: cells.map(shownCell) })),
      rows,
      mapping: known?.fields.map((field) => (isField(field) ? field : null)) ?? suggestMapping(headers),
      remembered: known !== undefined,
      channel: known?.channel ?? 'store',
      paymentMethod: known?.paymentMethod ?? null,
    }
  }

  function stateFor(me: SignedIn): TillStateView {
    if (current === null) return { job: null, busyBy: null }
    if (current.me.staffId === me.staffId) return { job: current.job.view, busyBy: null }
    const running = current.job.view.phase === 'reading'
    return { job: null, busyBy: running ? current.me.name : null }
  }

  /** Gives up what there is; its lines are cleared before the next reading. */
  function giveUp(): void {
    current?.job.stop()
    current = null
    enqueue(clear)
  }

  async function read(job: TillJob): Promise<void> {
    try {
      await clear()
      await job.read()
    } catch (cause) {
      if (!(cause instanceof Stopped)) {
        const known = cause instanceof DeskError ? cause : diskRefusal(cause)
        if (known === null) getDesk().log.error(errorFacts(cause), 'reading an export failed')
        job.fail(known ?? new DeskError('busy', 'unexpected'))
      }
      await clear()
    }
  }

  /** The check that a command is about, if it still is there and good. */
  function checked(me: SignedIn, uploadId: string, leaveOut: boolean): TillJob {
    const job = current?.me.staffId === me.staffId ? current.job : null
    if (job === null || job.upload.id !== uploadId || job.view.phase !== 'checked')
      throw new DeskError('not_found', 'till_check_gone')
    const { bad, added, changed, same } = job.view
    if (bad > 0 && !leaveOut) throw new DeskError('invalid', 'till_has_mistakes', { params: { bad } })
    if (added + changed + same === 0) throw new DeskError('invalid', 'till_nothing_to_take')
    return job
  }

  function record(me: SignedIn, job: TillJob, commandId: string): TillImportView {
    const desk = getDesk()
    const { view, upload, plan } = job
    const head = {
      commandId,
      action: 'till.import',
      about: 'till_import',
      staffId: me.staffId,
      at: desk.clock.now(),
    } as const
    const row = {
      id: job.lines.importId,
      importedAt: head.at,
      staffId: me.staffId,
      fileName: upload.name.slice(0, textLimits.short).toWellFormed(),
      sha256: upload.sha256,
      rows: view.rows,
      added: view.added,
      changed: view.changed,
      same: view.same,
      leftOut: view.bad,
    }
    const mapping = {
      fields: [...plan.mapping],
      channel: plan.channel,
      paymentMethod: plan.paymentMethod,
      usedAt: head.at,
    }
    return desk.recorder.command(head, (writer) => {
      requireStill(desk, me)
      // From here on the lines of this import are known: they were written before, under its id.
      writer.put('till_import', row)
      desk.file.orm
        .insert(t.tillMapping)
        .values({ fingerprint: fingerprintOf(upload.table.headers), ...mapping })
        .onConflictDoUpdate({ target: t.tillMapping.fingerprint, set: mapping })
        .run()
      return importView(row)
    })
  }

  // What the desk's last end cut off.
  enqueue(clear)

  return {
    async receive(me, name, body) {
      requireDesk(me)
      const upload = await uploads.receive(me.staffId, name, body)
      if (current?.me.staffId === me.staffId) giveUp()
      return fileView(upload)
    },
    open(me, uploadId) {
      requireDesk(me)
      return fileView(uploads.get(me.staffId, uploadId))
    },
    check(me, input) {
      requireDesk(me)
      const upload = uploads.get(me.staffId, input.uploadId)
      const { busyBy } = stateFor(me)
      if (busyBy !== null) throw new DeskError('busy', 'till_busy', { params: { name: busyBy } })
      const { missing, twice } = mappingProblems(input.mapping)
      if (missing.length + twice.length > 0 || input.mapping.length !== upload.table.headers.length)
        throw new DeskError('invalid', 'till_mapping', { field: 'mapping' })
      giveUp()
      const desk = getDesk()
      const policy = desk.policy()
      const plan = {
        mapping: input.mapping,
        channel: input.channel,
        paymentMethod: input.paymentMethod,
        families: familyNames(policy.families),
        today: storeDay(desk.clock.now(), policy),
      }
      const job = new TillJob(upload, plan, stageLines(desk.file.raw, uuidv7()))
      current = { job, me }
      enqueue(() => read(job))
      return stateFor(me)
    },
    state: (me) => stateFor(me),
    badRows(me) {
      requireDesk(me)
      return current?.me.staffId === me.staffId ? current.job.badRows : []
    },
    stop(me) {
      requireDesk(me)
      if (current?.me.staffId === me.staffId) giveUp()
      return stateFor(me)
    },
    async run(me, { commandId, uploadId, leaveOut }) {
      requireDesk(me)
      const desk = getDesk()
      const before = doneBefore(desk, commandId, 'till.import', me)
      if (before !== null) {
        const row = desk.file.orm.select().from(t.tillImport).where(eq(t.tillImport.id, before)).get()
        if (row !== undefined) return importView(row)
      }
      const job = checked(me, uploadId, leaveOut)
      const taken = record(me, job, commandId)
      current = null
      enqueue(() => clearOld(taken.id))
      await uploads.letGo(job.upload)
      return taken
    },
    async close() {
      closing = true
      current?.job.stop()
      await queue
    },
  }
}
