import { randomUUID } from 'node:crypto'
import { actionInputs } from '../../domain/complaint/input.ts'
import type { Action } from '../../domain/complaint/moves.ts'
import { actOn } from '../../electron/desk/complaints/act.ts'
import type { BenchDesk } from './desk.ts'
import { openBenchDesk } from './desk.ts'
import { quantile, timed } from './measure.ts'
import { registration } from './record.ts'

/** One sweep, with a page that asks for Today ten times a second all the while. */
export interface SweepResult {
  readonly name: string
  readonly open: number
  readonly looked: number
  /** From the first to the last complaint, ms. */
  readonly sweepMs: number
  /** Nobody else could do anything for so long at a time, ms. */
  readonly longestBlockMs: number
  /** Answers to Today while it ran, ms. */
  readonly todayP95Ms: number
  readonly todayLongestMs: number
  readonly recorded: number
}

const dayMs = 86_400_000
const inDays = (days: number) => new Date(Date.now() + days * dayMs).toISOString()

const steps: readonly { action: Action; input: unknown }[] = [
  { action: 'accept', input: { handlerId: '', customerPresent: true } },
  { action: 'investigate', input: {} },
  {
    action: 'log_contact',
    input: {
      direction: 'out',
      channel: 'phone',
      reached: true,
      said: '正在处理',
      nextStep: '回电',
      nextAt: inDays(3),
      nuisance: false,
    },
  },
  { action: 'hold', input: { reason: '客户寄回发票', until: inDays(2) } },
  { action: 'dispatch', input: { department: 'logistics', question: '为什么晚送?', dueAt: null } },
]

/** One complaint after each of the first steps of its life. */
async function makePatterns({ desk, caller }: BenchDesk): Promise<void> {
  for (let length = 0; length <= steps.length; length += 1) {
    const recorded = await desk.inside.registrar.register(caller, registration(length))
    let seenVersion = recorded.version
    for (const { action, input } of steps.slice(0, length)) {
      const given = action === 'accept' ? { handlerId: caller.me.staffId, customerPresent: true } : input
      const call = { commandId: randomUUID(), complaintId: recorded.id, seenVersion, action }
      const after = await actOn(caller, { ...call, input: actionInputs[action].parse(given) })
      seenVersion = after.version
    }
  }
}

/** Copies of the patterns with all that belongs to them; beside the journal, because only time is measured here. */
function multiply({ caller }: BenchDesk, copies: number): void {
  const { raw } = caller.desk.file
  const patterns = raw.prepare<[], { n: number }>('SELECT count(*) AS n FROM complaint').get()?.n ?? 0
  const columnsOf = (table: string) =>
    raw
      .prepare<[], { name: string }>(`SELECT name FROM pragma_table_info('${table}')`)
      .all()
      .map((column) => column.name)
  const copy = (table: string, changed: Readonly<Record<string, string>>) => {
    const names = columnsOf(table)
    const values = names.map((name) => changed[name] ?? name)
    return `INSERT INTO ${table} (${names.join(', ')}) SELECT ${values.join(', ')} FROM ${table}, copy
      WHERE ${table}.rowid <= (SELECT n FROM bound WHERE name = '${table}')`
  }
  const tables = ['complaint', 'happening', 'contact', 'hold', 'contact_sheet']
  raw.exec('CREATE TEMP TABLE copy (n INTEGER); CREATE TEMP TABLE bound (name TEXT, n INTEGER)')
  for (const table of tables)
    raw.exec(`INSERT INTO bound SELECT '${table}', coalesce(max(rowid), 0) FROM ${table}`)
  raw
    .prepare(
      `INSERT INTO copy WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < ?) SELECT n FROM c`,
    )
    .run(copies)
  raw.transaction(() => {
    const places = {
      number_in_day: `number_in_day + ${patterns} * copy.n`,
      number: "number || '-' || copy.n",
    }
    raw.exec(copy('complaint', { id: "id || '-' || copy.n", ...places }))
    for (const table of tables.slice(1))
      raw.exec(copy(table, { id: "id || '-' || copy.n", complaint_id: "complaint_id || '-' || copy.n" }))
    raw.exec('INSERT OR IGNORE INTO sweep SELECT id, 0 FROM complaint')
  })()
  raw.exec('ANALYZE')
}

async function measureOne(
  bench: BenchDesk,
  name: string,
  sweep: () => Promise<number>,
): Promise<SweepResult> {
  const { context } = bench.desk.inside
  const count = (sql: string) => context.file.raw.prepare<[], { n: number }>(sql).get()?.n ?? 0
  const open = count('SELECT count(*) AS n FROM complaint WHERE ended_at IS NULL')
  const before = count('SELECT count(*) AS n FROM journal')
  let running = true
  let longestBlockMs = 0
  async function watch(): Promise<void> {
    for (let last = performance.now(); running; ) {
      await new Promise((resolve) => setImmediate(resolve))
      const now = performance.now()
      longestBlockMs = Math.max(longestBlockMs, now - last)
      last = now
    }
  }
  const waits: number[] = []
  async function ask(): Promise<void> {
    const input = encodeURIComponent(JSON.stringify({ scope: 'all', filter: 'all', cursor: null, limit: 50 }))
    const headers = { authorization: `Bearer ${bench.caller.token}` }
    while (running) {
      const url = `http://desk/rpc/complaints.today?input=${input}`
      waits.push(await timed(async () => (await bench.desk.fetch(new Request(url, { headers }))).text()))
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  const beside = [watch(), ask()]
  let looked = 0
  const sweepMs = await timed(async () => {
    looked = await sweep()
  })
  running = false
  await Promise.all(beside)
  return {
    name,
    open,
    looked,
    sweepMs,
    longestBlockMs,
    todayP95Ms: quantile(waits, 0.95),
    todayLongestMs: Math.max(...waits),
    recorded: count('SELECT count(*) AS n FROM journal') - before,
  }
}

/** After a week without power: so many have something to be written down. */
const manyLate = 2000

/**
 * The sweep over many open complaints (process sections 5 and 6): a few due, all looked at without anything new, many late.
 * @param open about how many complaints are open
 */
export async function measureSweep(open: number): Promise<SweepResult[]> {
  const bench = await openBenchDesk()
  const { sweeper, file } = bench.desk.inside.context
  await makePatterns(bench)
  multiply(bench, Math.round(open / (steps.length + 1)))
  await sweeper.sweepAll()
  const results: SweepResult[] = []
  file.raw.exec('UPDATE sweep SET at = 1 WHERE complaint_id IN (SELECT complaint_id FROM sweep LIMIT 50)')
  results.push(await measureOne(bench, 'few due', () => sweeper.sweep()))
  results.push(await measureOne(bench, 'all looked at, nothing new', () => sweeper.sweepAll()))
  file.raw.exec('UPDATE sweep SET at = 1')
  results.push(await measureOne(bench, 'all due, nothing new', () => sweeper.sweep()))
  const daysMs = 9 * dayMs
  const some = `(SELECT id FROM complaint WHERE ended_at IS NULL LIMIT ${manyLate})`
  for (const column of ['received_at', 'transferred_at', 'reply_from_at', 'rules_from_at'])
    file.raw.exec(`UPDATE complaint SET ${column} = ${column} - ${daysMs} WHERE id IN ${some}`)
  file.raw.exec(`UPDATE sweep SET at = 1 WHERE complaint_id IN ${some}`)
  results.push(await measureOne(bench, 'many late and raised at once', () => sweeper.sweep()))
  await bench.close()
  return results
}

/**
 * The sweep as lines of the table.
 * @param open about how many complaints are open
 */
export async function sweepLines(open: number) {
  const result = await measureSweep(open)
  const ms = (time: number) => `${time.toFixed(0)} ms`
  const lines = result.flatMap(({ name, looked, sweepMs, longestBlockMs, todayP95Ms, todayLongestMs }) => {
    const what = `sweep of ${open.toLocaleString('en')} open, ${name}`
    const written = name.startsWith('many')
    return [
      {
        what: `${what}: ${looked} looked at`,
        measured: ms(sweepMs),
        aim: written ? '–' : '< 1 s',
        met: written || sweepMs < 1000,
      },
      {
        what: `${what}: the front door waits`,
        measured: `${ms(longestBlockMs)} at most; Today p95 ${ms(todayP95Ms)}, longest ${ms(todayLongestMs)}`,
        aim: '≤ 50 ms at a time',
        met: longestBlockMs <= 50,
      },
    ]
  })
  return { result, lines }
}
