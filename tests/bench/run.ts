import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { measureFirstPage } from './first-page.ts'
import type { Sample } from './measure.ts'
import { measureRecording } from './record.ts'
import { sweepLines } from './sweep.ts'
import { measureTill } from './till.ts'

// npm run bench [-- --quick]: prints what takes how long beside what is aimed at, and keeps it in tests/.out/bench.json.

/** One line of the table. */
interface Line {
  readonly what: string
  readonly measured: string
  readonly aim: string
  readonly met: boolean
}

const ms = (time: number) => `${time.toFixed(2)} ms`
const spread = ({ median, p95 }: Sample) => `p50 ${ms(median)}, p95 ${ms(p95)}`

async function recording(rounds: number) {
  const result = await measureRecording(rounds)
  const { complaint, bare, ratio, bytes } = result
  const lines: Line[] = [
    {
      what: 'record a complaint, validated to committed',
      measured: spread(complaint),
      aim: 'far below 100 ms',
      met: complaint.p95 < 100,
    },
    { what: `one bare durable insert of ${bytes} characters`, measured: spread(bare), aim: '–', met: true },
    {
      what: 'recording beside the bare insert',
      measured: `${ratio.toFixed(2)} ×`,
      aim: '≤ 2.0 ×',
      met: ratio <= 2,
    },
  ]
  return { result, lines }
}

async function firstPage(records: number, open: number, rounds: number) {
  const result = await measureFirstPage({ records, open }, rounds)
  const { query, frontDoor } = result
  const of = `first 50 of ${open.toLocaleString('en')} open in ${records.toLocaleString('en')}`
  const lines: Line[] = [
    { what: `${of}: the query`, measured: spread(query), aim: 'p95 ≤ 1 ms', met: query.p95 <= 1 },
    {
      what: `${of}: through the front door`,
      measured: spread(frontDoor),
      aim: 'p95 ≤ 16 ms',
      met: frontDoor.p95 <= 16,
    },
  ]
  return { result, lines }
}

async function tillImport(sold: number) {
  const result = await measureTill(sold)
  const lines: Line[] = result.flatMap(({ format, took, longestWait }) => [
    {
      what: `import ${sold.toLocaleString('en')} sold lines, ${format}`,
      measured: `${(took / 1000).toFixed(1)} s, ${Math.round(sold / (took / 1000)).toLocaleString('en')} rows/s`,
      aim: '< 20 s',
      met: took < 20_000,
    },
    {
      what: `longest wait of another call meanwhile, ${format}`,
      measured: ms(longestWait),
      aim: '≤ 100 ms',
      met: longestWait <= 100,
    },
  ])
  return { result, lines }
}

function print(lines: readonly Line[]): void {
  console.table(
    Object.fromEntries(
      lines.map(({ what, measured, aim, met }) => [what, { measured, aim, met: met ? 'yes' : 'no' }]),
    ),
  )
}

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } })
const rounds = values.quick ? 100 : 1000
const records = values.quick ? 20_000 : 200_000

const parts = [
  await recording(rounds),
  await firstPage(records, records / 100, rounds / 2),
  await firstPage(records, records, rounds / 10),
  await sweepLines(records / 4),
  await tillImport(records / 2),
]
print(parts.flatMap((part) => part.lines))

const folder = path.resolve(import.meta.dirname, '../.out')
mkdirSync(folder, { recursive: true })
const machine = { node: process.version, platform: process.platform, processors: cpus().length }
const kept = { at: new Date().toISOString(), machine, results: parts.map((part) => part.result) }
writeFileSync(path.join(folder, 'bench.json'), `${JSON.stringify(kept, null, 2)}\n`)
