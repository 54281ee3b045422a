import path from 'node:path'
import Database from 'better-sqlite3'
import { v7 as uuidv7 } from 'uuid'
import { registerSchema } from '../../domain/complaint/input.ts'
import { openBenchDesk } from './desk.ts'
import { quantile, type Sample, sampleOf, timed } from './measure.ts'

const stories = [
  '客户 5 月 16 日在本店购买豆浆机一台,送货晚了三天,到货时外箱破损,打开后发现接浆杯有裂纹,要求道歉并更换。',
  '洗衣机安装后第二天漏水,联系安装师傅两次没有上门,地板被泡,客户要求尽快处理并赔偿地板。',
  '电视促销价与货架标价不一致,收银按原价收款,客户要求按促销价退还差额。',
] as const

/** What intake sends for one of some ordinary complaints. */
export function registration(round: number) {
  return registerSchema.parse({
    commandId: uuidv7(),
    customer: { kind: 'new', name: `周女士${round}`, phone: `138${String(round).padStart(8, '0')}` },
    channel: 'walk_in',
    purchase: { orderNumber: `A2026${round}`, model: 'DJ13B-D08D', serialNumber: `SN${round}` },
    whatHappened: stories[round % stories.length],
    against: '送货员',
    impact: '耽误使用',
    wants: ['apology', 'exchange'],
    level: 3,
    department: 'logistics',
    handlerId: null,
  })
}

/** The bare file beside it: same library, same settings, one row of the size of what recording keeps. */
function openBare(folder: string, characters: number) {
  const raw = new Database(path.join(folder, 'bare.sqlite'))
  raw.pragma('journal_mode = WAL')
  raw.pragma('synchronous = FULL')
  raw.exec('CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT')
  const insert = raw.prepare('INSERT INTO note (body) VALUES (?)')
  const body = 'x'.repeat(characters)
  return { insert: () => insert.run(body), close: () => raw.close() }
}

export interface RecordResult {
  readonly complaint: Sample
  readonly bare: Sample
  /** Median of the ratios of neighbouring pairs. */
  readonly ratio: number
  readonly bytes: number
}

/**
 * Recording a complaint, from validated input to committed, beside one bare durable insert; in alternating pairs, so that
 * what else the machine does falls on both.
 * @param rounds how many pairs
 */
export async function measureRecording(rounds: number): Promise<RecordResult> {
  const { desk, caller, dataDir, close } = await openBenchDesk()
  const { registrar, context } = desk.inside
  const warmUp = 50
  for (let round = 0; round < warmUp; round += 1) await registrar.register(caller, registration(round))
  const kept = context.file.raw
    .prepare<[], { n: number }>('SELECT sum(length(after)) AS n FROM journal')
    .get()
  const bytes = Math.round((kept?.n ?? 0) / warmUp)
  const bare = openBare(dataDir, bytes)
  for (let round = 0; round < warmUp; round += 1) bare.insert()
  const complaints: number[] = []
  const inserts: number[] = []
  for (let round = warmUp; round < warmUp + rounds; round += 1) {
    const input = registration(round)
    complaints.push(await timed(() => registrar.register(caller, input)))
    inserts.push(await timed(() => bare.insert()))
  }
  bare.close()
  await close()
  const ratios = complaints.map((time, index) => time / (inserts[index] ?? Number.NaN))
  return { complaint: sampleOf(complaints), bare: sampleOf(inserts), ratio: quantile(ratios, 0.5), bytes }
}
