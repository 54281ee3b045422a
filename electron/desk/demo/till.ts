import { v7 as uuidv7 } from 'uuid'
import { storeDay } from '../../../domain/working-time.ts'
import type { Caller } from '../context.ts'
import { turn } from '../till/job.ts'
import { demoSold } from './case-data.ts'

const dayMs = 86_400_000

/** Headers of the demo till's export, with the names of the demo data. */
const columns = [
  ['小票号', 'order'],
  ['行号', 'line'],
  ['销售渠道', 'channel'],
  ['型号', 'model'],
  ['商品名称', 'product'],
  ['品牌', 'brand'],
  ['商品族', 'family'],
  ['序列号', 'serial'],
  ['数量', 'quantity'],
  ['实付金额', 'paid'],
  ['支付方式', 'payment'],
  ['保修月数', 'warranty'],
  ['赠品', 'gifts'],
  ['客户姓名', 'name'],
  ['手机号', 'phone'],
] as const

/**
 * Takes over an export of the demo store's till, as a person does on the page; now, because the import keeps the desk's
 * own time.
 * @param caller who imports it
 */
export async function importSold({ desk, me }: Caller): Promise<void> {
  const { clock, policy, till } = desk
  const day = (daysAgo: number) => storeDay(clock.now() - daysAgo * dayMs, policy())
  const rows = demoSold().map((row) => [day(row.daysAgo), ...columns.map(([, name]) => row[name])])
  const text = [['销售日期', ...columns.map(([header]) => header)], ...rows]
    .map((cells) => cells.join(','))
    .join('\r\n')
  const file = await till.receive(me, '收银明细.csv', new Blob([text]).stream())
  const { uploadId, mapping, channel, paymentMethod } = file
  till.check(me, { uploadId, mapping, channel, paymentMethod })
  while (till.state(me).job?.phase === 'reading') await turn()
  await till.run(me, { commandId: uuidv7(), uploadId, leaveOut: false })
}
