import { randomInt, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { openStoreFile } from '../../db/open.ts'
import { verifyStoreFile } from '../../db/verify.ts'
import type { TillFileView } from '../../electron/desk/till/views.ts'
import { pin } from '../helpers/desk.ts'
import { tillText } from '../helpers/till.ts'
import { isUnanswered, type Life, newLife } from './mortal-desk.ts'

const kills = 8
const sold = 20_000

/** What stands in the file of a desk that is off. */
function look(dataDir: string) {
  const file = openStoreFile(path.join(dataDir, 'store.sqlite'))
  try {
    const count = (sql: string) => file.raw.prepare<[], { n: number }>(sql).get()?.n ?? 0
    const known = 'till_line l WHERE EXISTS (SELECT 1 FROM till_import i WHERE i.id = l.import_id)'
    return {
      imports: count('SELECT count(*) AS n FROM till_import'),
      known: count(`SELECT count(*) AS n FROM ${known}`),
      keys: count(`SELECT count(DISTINCT row_key) AS n FROM ${known}`),
      faults: verifyStoreFile(file).faults,
    }
  } finally {
    file.raw.close()
  }
}

/** One import from the upload to the take-over; where the desk dies on the way, the call stays without an answer. */
async function importOnce(life: Life, token: string, text: string, commandId: string): Promise<void> {
  const call = life.as(token)
  const response = await fetch(`${life.url}imports?name=a.csv`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: text,
  })
  const { uploadId, mapping, channel, paymentMethod }: TillFileView = await response.json()
  await call.till.check.mutate({ uploadId, mapping, channel, paymentMethod })
  while ((await call.till.job.query()).job?.phase === 'reading') await pause(10)
  await call.till.run.mutate({ commandId, uploadId, leaveOut: false })
}

it(`an import that is killed ${kills} times on its way is there as a whole or not at all`, async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'countersign-till-kill-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const dataDir = path.join(folder, 'data')
  const text = tillText(Array.from({ length: sold }, (_, place) => ({ order: `KILL-${place}` })))
  const first = await newLife(dataDir)
  const { token } = await first.call.desk.setup.mutate({
    commandId: randomUUID(),
    storeCode: 'KILL02',
    storeName: '断电店',
    managerNumber: '2001',
    managerName: '店长2001',
    pin,
  })
  await first.kill()

  for (let killed = 0; killed < kills; killed += 1) {
    const life = await newLife(dataDir, token)
    const going = importOnce(life, token, text, randomUUID()).then(
      () => null,
      (error: unknown) => error,
    )
    await pause(randomInt(50, 2_500))
    await life.kill()
    const error = await going
    if (error !== null && !isUnanswered(error) && !(error instanceof TypeError)) throw error
    const { imports, known, keys, faults } = look(dataDir)
    expect(faults).toEqual([])
    expect(known).toBe(imports === 0 ? 0 : sold)
    expect(keys).toBe(known)
  }

  const last = await newLife(dataDir, token)
  await importOnce(last, token, text, randomUUID())
  expect(await last.call.till.find.query({ text: 'KILL-19999' })).toHaveLength(1)
  await last.kill()
  expect(look(dataDir)).toMatchObject({ known: sold, keys: sold, faults: [] })
})
