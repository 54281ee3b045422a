import { v7 as uuidv7 } from 'uuid'
import { storeDay } from '../../../domain/working-time.ts'
import type { Caller } from '../context.ts'
import { turn } from '../till/job.ts'
import { demoSold } from './case-data.ts'

const dayMs = 86_400_000

/**
 * Takes over an export of the demo store's till, as a person does on the page; now, because the import keeps the desk's
 * own time.
 * @param caller who imports it
 */
export async function importSold({ desk, me }: Caller): Promise<void> {
  const { clock, policy, till } = desk
  const day = (daysAgo: number) => storeDay(clock.now() - daysAgo * dayMs, policy())
  const { headers, lines } = demoSold()
  const text = [headers, ...lines.map(({ daysAgo, rest }) => `${day(daysAgo)}${rest}`)].join('\r\n')
  const file = await till.receive(me, '收银明细.csv', new Blob([text]).stream())
  const { uploadId, mapping, channel, paymentMethod } = file
  till.check(me, { uploadId, mapping, channel, paymentMethod })
  while (till.state(me).job?.phase === 'reading') await turn()
  await till.run(me, { commandId: uuidv7(), uploadId, leaveOut: false })
}
