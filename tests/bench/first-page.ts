import { registerSchema } from '../../domain/complaint/input.ts'
import { type BenchDesk, openBenchDesk } from './desk.ts'
import type { Filling } from './fill.ts'
import { fillStore } from './fill.ts'
import { repeated, type Sample } from './measure.ts'

export interface FirstPageResult {
  readonly filling: Filling
  readonly query: Sample
  readonly frontDoor: Sample
}

const pageQuery = `SELECT c.*, u.name AS customerName, l.model, l.product_name, s.name AS handlerName
  FROM complaint c JOIN customer u ON u.id = c.customer_id
  LEFT JOIN purchase_line l ON l.id = c.purchase_line_id LEFT JOIN staff s ON s.id = c.handler_id
  WHERE c.ended_at IS NULL ORDER BY c.queue_at, c.id LIMIT 50`

async function fill({ desk, caller }: BenchDesk, filling: Filling): Promise<void> {
  const { registrar, context } = desk.inside
  const input = registerSchema.parse({
    commandId: crypto.randomUUID(),
    customer: { kind: 'new', name: '周女士', phone: '13800020001' },
    channel: 'walk_in',
    purchase: { orderNumber: 'A1', model: 'DJ13B-D08D', serialNumber: 'SN1' },
    whatHappened: '客户在本店购买豆浆机一台,送货晚了三天,到货时外箱破损,接浆杯有裂纹,要求道歉并更换。',
    wants: ['apology', 'exchange'],
    level: 3,
    department: 'logistics',
    handlerId: caller.me.staffId,
  })
  const { id: complaintId } = await registrar.register(caller, input)
  const { raw } = context.file
  const row = raw.prepare<[], { id: string }>('SELECT id FROM customer').get()
  fillStore(raw, { complaintId, customerId: row?.id ?? '', staffId: caller.me.staffId }, filling)
}

/**
 * The first page of 50 open complaints: the query in the database, and the whole call through the front door.
 * @param filling how many records, how many of them open
 * @param rounds how often each is measured
 */
export async function measureFirstPage(filling: Filling, rounds: number): Promise<FirstPageResult> {
  const opened = await openBenchDesk()
  await fill(opened, filling)
  const { desk, caller } = opened
  const statement = desk.inside.context.file.raw.prepare(pageQuery)
  const input = { scope: 'all', filter: 'all', cursor: null, limit: 50 }
  const url = `http://desk/rpc/complaints.today?input=${encodeURIComponent(JSON.stringify(input))}`
  const headers = { authorization: `Bearer ${caller.token}` }

  async function ask(): Promise<void> {
    const response = await desk.fetch(new Request(url, { headers }))
    const body = await response.json()
    const rows: unknown[] = body.result?.data?.rows ?? []
    if (rows.length !== 50) throw new Error(`The page has ${rows.length} rows: ${JSON.stringify(body)}`)
  }

  const query = await repeated(rounds, () => statement.all())
  const frontDoor = await repeated(rounds, ask)
  await opened.close()
  return { filling, query, frontDoor }
}
