import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { openStoreFile } from '../../db/open.ts'
import { verifyStoreFile } from '../../db/verify.ts'
import { settableClock } from '../helpers/clock.ts'
import { setUpStore, startDesk, testStaff } from '../helpers/desk.ts'
import { dayMs, settled } from '../helpers/passing.ts'
import { intake } from '../helpers/walk.ts'
import { killProgram, spawnDesk } from './mortal-desk.ts'

const complaints = 400
const lives = 8

/** What the rules say of each complaint: what the desk recorded, without when it was recorded. */
interface Found {
  readonly raises: unknown[]
  readonly late: unknown[]
  readonly levels: unknown[]
  readonly notices: unknown[]
  readonly recorded: number
  readonly faults: unknown[]
}

function look(dataDir: string): Found {
  const file = openStoreFile(path.join(dataDir, 'store.sqlite'))
  try {
    const all = (sql: string) => file.raw.prepare<[], Record<string, unknown>>(sql).all()
    return {
      raises: all(
        `SELECT c.number, l.due_at, l.from_level, l.to_level, l.rule FROM level_change l
         JOIN complaint c ON c.id = l.complaint_id ORDER BY c.number, l.rowid`,
      ),
      late: all(
        `SELECT c.number, l.clock, l.due_at FROM late_clock l JOIN complaint c ON c.id = l.complaint_id
         ORDER BY c.number, l.clock, l.due_at`,
      ),
      levels: all(
        'SELECT number, level, version, head_office_told_at IS NULL AS untold FROM complaint ORDER BY number',
      ),
      notices: all(
        `SELECT c.number, n.kind, count(*) AS n FROM notice n JOIN complaint c ON c.id = n.complaint_id
         GROUP BY c.number, n.kind ORDER BY c.number, n.kind`,
      ),
      recorded: Number(all('SELECT count(DISTINCT complaint_id) AS n FROM level_change')[0]?.n),
      faults: [...verifyStoreFile(file).faults],
    }
  } finally {
    file.raw.close()
  }
}

it(`a sweep that is killed ${lives} times in the middle records everything once`, async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'countersign-sweep-kill-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const dataDir = path.join(folder, 'data')
  // Recorded four days ago, then the desk was off: every complaint has raises and late clocks to come.
  const clock = settableClock(new Date(Date.now() - 4 * dayMs).toISOString())
  const desk = await startDesk({ dataDir, clock })
  await setUpStore(desk)
  const { call } = await desk.as(testStaff.clerk)
  for (let each = 0; each < complaints; each += 1)
    await call.complaints.register.mutate(intake({ handlerId: null }))
  await settled()
  await desk.stop()
  expect(look(dataDir).raises).toEqual([])

  const progress: number[] = []
  for (let life = 0; life < lives; life += 1) {
    const program = spawnDesk(dataDir)
    await program.link()
    // From the middle of its first pieces to well into them.
    await pause(5 + life * 18)
    await killProgram(program)
    const { recorded, faults } = look(dataDir)
    expect(faults).toEqual([])
    progress.push(recorded)
  }
  expect(progress).toEqual(progress.toSorted((a, b) => a - b))
  expect(progress.some((recorded) => recorded > 0 && recorded < complaints)).toBe(true)

  const last = spawnDesk(dataDir)
  await last.link()
  await expect.poll(() => look(dataDir).recorded, { timeout: 60_000 }).toBe(complaints)
  await last.stop()
  const found = look(dataDir)
  expect(found.faults).toEqual([])
  expect(found.raises).toHaveLength(2 * complaints)
  expect(found.levels).toEqual(
    found.levels.map((row) => ({ ...(row as object), level: 4, untold: 0, version: 2 })),
  )
  const perComplaint = new Set(found.raises.map((row) => JSON.stringify(row)))
  expect(perComplaint.size).toBe(2 * complaints)
  expect(new Set(found.late.map((row) => JSON.stringify(row))).size).toBe(found.late.length)
  expect(new Set(found.notices.map((row) => JSON.stringify({ ...(row as object), number: '' }))).size).toBe(2)
}, 240_000)
