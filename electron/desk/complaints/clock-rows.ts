import type Database from 'better-sqlite3'
import type { StoreFile } from '../../../db/open.ts'
import type { ClockKind } from '../../../domain/clocks.ts'
import type { Level, State } from '../../../domain/vocabulary.ts'

/*
 * What the clocks and the level of complaints are computed from, read for many complaints at once: the sweeper looks at
 * tens of thousands. Rows stand in the order in which they were written, because the computer's clock may have been set.
 */

interface Of {
  readonly complaintId: string
}

interface ContactRow extends Of {
  readonly at: number
  readonly direction: 'in' | 'out'
  readonly channel: string
  readonly reached: 0 | 1
  readonly nextAt: number | null
  readonly onSiteAt: number | null
  readonly onSiteDone: 0 | 1
}

/** A change of the level, by rule or by hand. */
export interface LevelRow extends Of {
  readonly at: number
  readonly recordedAt: number
  readonly fromLevel: Level
  readonly toLevel: Level
  readonly rule: string
}

interface HoldRow extends Of {
  readonly fromAt: number
  readonly untilAt: number
  readonly releasedAt: number | null
}

interface AgreedRow extends Of {
  readonly at: number
  readonly newDateOn: string
}

interface SheetRow extends Of {
  readonly sentAt: number
  readonly dueAt: number
  readonly dueGiven: 0 | 1
  readonly answeredAt: number | null
  readonly recalledAt: number | null
}

interface PaperRow extends Of {
  readonly submittedAt: number | null
  readonly returnedAt: number | null
  readonly storeSignedAt: number | null
  readonly communicatedAt: number | null
}

interface OpinionRow extends Of {
  readonly at: number
  readonly accepts: 0 | 1
  readonly resolutionId: string
}

interface TaskRow extends Of {
  readonly resolutionId: string
  readonly dueAt: number
  readonly doneAt: number | null
}

interface MoveRow extends Of {
  readonly at: number
  readonly fromState: State
  readonly toState: State
}

interface LateRow extends Of {
  readonly clock: ClockKind
  readonly dueAt: number
}

/** The rows of one complaint. */
export interface ClockRows {
  /** Without nuisance calls. */
  readonly contacts: readonly ContactRow[]
  readonly levels: readonly LevelRow[]
  readonly holds: readonly HoldRow[]
  /** Postponements to which the customer agreed. */
  readonly agreed: readonly AgreedRow[]
  readonly sheets: readonly SheetRow[]
  readonly papers: readonly PaperRow[]
  readonly opinions: readonly OpinionRow[]
  readonly tasks: readonly TaskRow[]
  /** From one state to another. */
  readonly moves: readonly MoveRow[]
  /** Late clocks that were written down. */
  readonly late: readonly LateRow[]
}

const some = 'complaint_id IN (SELECT value FROM json_each(?))'

function prepare(raw: Database.Database) {
  const all = <R extends Of>(columns: string, from: string, more = '') =>
    raw.prepare<[string], R>(
      `SELECT complaint_id AS complaintId, ${columns} FROM ${from} WHERE ${some} ${more} ORDER BY rowid`,
    )
  return {
    contacts: all<ContactRow>(
      `contacted_at AS at, direction, channel, reached, next_at AS nextAt, on_site_at AS onSiteAt,
       on_site_done AS onSiteDone`,
      'contact',
      'AND nuisance = 0',
    ),
    levels: all<LevelRow>(
      'due_at AS at, recorded_at AS recordedAt, from_level AS fromLevel, to_level AS toLevel, rule',
      'level_change',
    ),
    holds: all<HoldRow>('from_at AS fromAt, until_at AS untilAt, released_at AS releasedAt', 'hold'),
    agreed: all<AgreedRow>('told_at AS at, new_date_on AS newDateOn', 'postponement', 'AND consent = 1'),
    sheets: all<SheetRow>(
      `sent_at AS sentAt, due_at AS dueAt, due_given AS dueGiven, answered_at AS answeredAt,
       recalled_at AS recalledAt`,
      'contact_sheet',
    ),
    papers: all<PaperRow>(
      `submitted_at AS submittedAt, returned_at AS returnedAt, store_signed_at AS storeSignedAt,
       communicated_at AS communicatedAt`,
      'resolution',
    ),
    opinions: all<OpinionRow>('given_at AS at, accepts, resolution_id AS resolutionId', 'opinion'),
    tasks: all<TaskRow>(
      'resolution_id AS resolutionId, due_at AS dueAt, done_at AS doneAt',
      'execution_task',
    ),
    moves: all<MoveRow>(
      'happened_at AS at, from_state AS fromState, to_state AS toState',
      'happening',
      'AND from_state <> to_state',
    ),
    late: all<LateRow>('clock, due_at AS dueAt', 'late_clock'),
    begunAgain: raw.prepare<[string], { id: string }>(
      `SELECT id FROM complaint WHERE id IN (SELECT value FROM json_each(?))
       AND (round > 1 OR ended_at IS NOT NULL)`,
    ),
  }
}

const prepared = new WeakMap<Database.Database, ReturnType<typeof prepare>>()

function byComplaint<R extends Of>(rows: readonly R[]): Map<string, R[]> {
  const found = new Map<string, R[]>()
  for (const row of rows) {
    const known = found.get(row.complaintId)
    if (known === undefined) found.set(row.complaintId, [row])
    else known.push(row)
  }
  return found
}

/**
 * Reads what the clocks of some complaints depend on, as the file stands (within a transaction: with what it has written).
 * @param file the store's file
 * @param ids the complaints
 * @returns gives the rows of one of them
 */
export function readClockRows(file: StoreFile, ids: readonly string[]): (id: string) => ClockRows {
  const ask = prepared.get(file.raw) ?? prepare(file.raw)
  prepared.set(file.raw, ask)
  const key = JSON.stringify(ids)
  const contacts = byComplaint(ask.contacts.all(key))
  const levels = byComplaint(ask.levels.all(key))
  const holds = byComplaint(ask.holds.all(key))
  const agreed = byComplaint(ask.agreed.all(key))
  const sheets = byComplaint(ask.sheets.all(key))
  const papers = byComplaint(ask.papers.all(key))
  // Nobody answers to a paper, and nothing is carried out, before there is one.
  const written = papers.size === 0 ? null : JSON.stringify([...papers.keys()])
  const opinions = byComplaint(written === null ? [] : ask.opinions.all(written))
  const tasks = byComplaint(written === null ? [] : ask.tasks.all(written))
  // The way it went counts only where something was carried out, or where it ended and went on.
  const travelled = new Set(papers.keys())
  for (const { id } of ask.begunAgain.all(key)) travelled.add(id)
  const moves = byComplaint(travelled.size === 0 ? [] : ask.moves.all(JSON.stringify([...travelled])))
  const late = byComplaint(ask.late.all(key))
  return (id) => ({
    contacts: contacts.get(id) ?? [],
    levels: levels.get(id) ?? [],
    holds: holds.get(id) ?? [],
    agreed: agreed.get(id) ?? [],
    sheets: sheets.get(id) ?? [],
    papers: papers.get(id) ?? [],
    opinions: opinions.get(id) ?? [],
    tasks: tasks.get(id) ?? [],
    moves: moves.get(id) ?? [],
    late: late.get(id) ?? [],
  })
}
