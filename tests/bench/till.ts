import { randomUUID } from 'node:crypto'
import { mkdtempSync, openAsBlob, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { XlsxStreamWriter } from 'hucre/xlsx'
import type { TillFileView, TillImportView, TillStateView } from '../../electron/desk/till/views.ts'
import { inGb18030 } from '../helpers/gb18030.ts'
import type { BenchDesk } from './desk.ts'
import { openBenchDesk } from './desk.ts'

const headers = [
  '订单号',
  '行号',
  '销售渠道',
  '开票日期',
  '送达日期',
  '商品型号',
  '商品名称',
  '品牌',
  '品类',
  '序列号',
  '数量',
  '实付金额',
  '支付方式',
  '保修期',
  '赠品',
  '客户姓名',
  '手机号',
  '会员号',
]

const surnames = ['赵', '钱', '孙', '李', '周', '吴', '郑', '王', '冯', '陈']
const goods = [
  ['DJ13B-D08D', '破壁豆浆机', '九阳', '厨房小电'],
  ['KFR-35GW', '挂式空调 1.5 匹', '格力', '空调'],
  ['BCD-510WDPZM', '对开门冰箱 510 升', '美的', '冰箱'],
  ['XQG100-B14', '滚筒洗衣机 10 公斤', '海尔', '洗衣机'],
] as const
const payments = ['微信支付', '支付宝', '现金', '银行卡']

/** The sold lines of an ordinary export, each another order. */
function* soldLines(count: number): Generator<string[]> {
  for (let line = 0; line < count; line += 1) {
    const [model, name, brand, category] = goods[line % goods.length] ?? goods[0]
    const day = new Date(Date.UTC(2025, 0, 1) + (line % 365) * 86_400_000).toISOString().slice(0, 10)
    yield [
      `A${202_500_000_000 + line}`,
      '1',
      line % 5 === 0 ? '网络' : '门店',
      day,
      line % 3 === 0 ? day : '',
      model,
      name,
      brand,
      category,
      `SN${String(line * 7_919).padStart(12, '0')}`,
      '1',
      `${1_000 + (line % 4_000)}.${String(line % 100).padStart(2, '0')}`,
      payments[line % payments.length] ?? '',
      '12个月',
      line % 10 === 0 ? '保温杯(99元)' : '',
      `${surnames[line % surnames.length] ?? ''}先生`,
      `138${String(line).padStart(8, '0')}`,
      `M${line}`,
    ]
  }
}

function textOf(count: number): string {
  const lines = [headers.join(',')]
  for (const line of soldLines(count)) lines.push(line.join(','))
  return lines.join('\r\n')
}

async function workbookOf(count: number): Promise<Uint8Array> {
  const writer = new XlsxStreamWriter({ name: '销售明细' })
  writer.addRow(headers)
  // Amounts as numbers, dates as dates: as a spreadsheet holds them.
  for (const line of soldLines(count))
    writer.addRow(
      line.map((text, column) => {
        if (column === 3) return new Date(`${text}T00:00:00Z`)
        return column === 10 || column === 11 ? Number(text) : text
      }),
    )
  return writer.finish()
}

const exportsOf = (count: number) =>
  ({
    'UTF-8 CSV': async () => Buffer.from(textOf(count)),
    'GB18030 CSV': async () => inGb18030(textOf(count)),
    XLSX: () => workbookOf(count),
  }) as const

export interface TillResult {
  readonly format: string
  readonly lines: number
  /** Of the file, bytes. */
  readonly bytes: number
  /** From the upload's first byte until everybody finds the lines, ms. */
  readonly took: number
  /** The longest that a call of somebody else waited meanwhile, ms. */
  readonly longestWait: number
}

/** The calls of one person at a desk. */
function callsOf({ desk, caller }: BenchDesk) {
  const authorization = `Bearer ${caller.token}`
  const send = async <T>(url: string, init: RequestInit & { duplex?: 'half' } = {}): Promise<T> => {
    const response = await desk.fetch(
      new Request(`http://desk/${url}`, { ...init, headers: { authorization, ...init.headers } }),
    )
    const answer = await response.json()
    if (!response.ok) throw new Error(`${url}: ${JSON.stringify(answer)}`)
    return answer
  }
  const json = { 'content-type': 'application/json' }
  const result = async <T>(sent: Promise<{ result: { data: T } }>): Promise<T> => (await sent).result.data
  return {
    upload: (body: Blob, name: string) =>
      send<TillFileView>(`imports?name=${encodeURIComponent(name)}`, {
        method: 'POST',
        body,
        duplex: 'half',
      }),
    mutate: <T>(call: string, input: unknown) =>
      result<T>(send(`rpc/${call}`, { method: 'POST', headers: json, body: JSON.stringify(input) })),
    query: <T>(call: string) => result<T>(send(`rpc/${call}`)),
  }
}

const askEveryMs = 5
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function measureFormat(format: string, file: string, lines: number): Promise<TillResult> {
  const bench = await openBenchDesk()
  const calls = callsOf(bench)
  let longestWait = 0
  let over = false
  const watch = (async () => {
    while (!over) {
      // From when it wanted to ask: a desk that is occupied does not even hear it.
      const wanted = performance.now() + askEveryMs
      await pause(askEveryMs)
      await calls.query('desk.status')
      longestWait = Math.max(longestWait, performance.now() - wanted)
    }
  })()
  try {
    const body = await openAsBlob(file)
    const began = performance.now()
    const { uploadId, mapping, channel, paymentMethod } = await calls.upload(body, path.basename(file))
    let state = await calls.mutate<TillStateView>('till.check', { uploadId, mapping, channel, paymentMethod })
    while (state.job?.phase === 'reading') {
      await pause(50)
      state = await calls.query<TillStateView>('till.job')
    }
    const taken = await calls.mutate<TillImportView>('till.run', {
      commandId: randomUUID(),
      uploadId,
      leaveOut: false,
    })
    const took = performance.now() - began
    if (taken.added !== lines) throw new Error(`${format}: ${JSON.stringify(state.job ?? taken)}`)
    return { format, lines, bytes: body.size, took, longestWait }
  } finally {
    over = true
    await watch
    await bench.close()
  }
}

/**
 * The till's export in each of its forms, imported by the calls that the screen makes, while somebody else asks the desk
 * again and again.
 * @param lines how many sold lines each file has
 */
export async function measureTill(lines: number): Promise<TillResult[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'countersign-till-'))
  const results: TillResult[] = []
  try {
    for (const [format, make] of Object.entries(exportsOf(lines))) {
      const file = path.join(folder, format === 'XLSX' ? 'sold.xlsx' : 'sold.csv')
      writeFileSync(file, await make())
      results.push(await measureFormat(format, file, lines))
    }
    return results
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
