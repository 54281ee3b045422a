import { readdirSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openStoreFile } from '../../db/open.ts'
import { verifyStoreFile } from '../../db/verify.ts'
import type { DeskPerson, TestDesk } from '../helpers/desk.ts'
import { newFolder, setUpStore, startDesk, testStaff } from '../helpers/desk.ts'
import {
  beginCheck,
  checkExport,
  finished,
  importExport,
  takeOver,
  tillText,
  uploadExport,
} from '../helpers/till.ts'
import { watchFile } from '../helpers/watch.ts'

let dataDir: string
let desk: TestDesk
let clerk: DeskPerson
beforeEach(async () => {
  dataDir = newFolder()
  desk = await startDesk({ dataDir })
  await setUpStore(desk)
  clerk = await desk.as(testStaff.clerk)
})
afterEach(() => desk.close())

const large = () => tillText(Array.from({ length: 40_000 }, (_, place) => ({ order: `BIG-${place}` })))

/** Lines of the till in the file, seen or not. */
function linesKept(): number {
  const { raw, close } = watchFile(desk)
  try {
    return raw.prepare<[], { n: number }>('SELECT count(*) AS n FROM till_line').get()?.n ?? 0
  } finally {
    close()
  }
}

const uploadsLeft = () =>
  readdirSync(path.join(dataDir, 'staging'), { recursive: true, withFileTypes: true }).filter((each) =>
    each.isFile(),
  ).length

const untilNoLines = () => vi.waitUntil(() => linesKept() === 0, { timeout: 30_000, interval: 20 })

/** Begins a large import and waits until a part of it is written. */
async function halfWay(): Promise<void> {
  await beginCheck(clerk, await uploadExport(clerk, large()))
  await vi.waitUntil(() => linesKept() > 0, { timeout: 30_000, interval: 5 })
}

it('an import that is stopped half-way leaves nothing', async () => {
  await halfWay()
  expect(await clerk.call.till.stop.mutate()).toEqual({ job: null, busyBy: null })
  await untilNoLines()
  expect((await clerk.call.till.job.query()).job).toBeNull()
  expect(await clerk.call.till.find.query({ text: 'BIG-' })).toEqual([])
})

it('one that was checked and given up leaves nothing', async () => {
  await checkExport(clerk, large())
  expect(linesKept()).toBe(40_000)
  await clerk.call.till.stop.mutate()
  await untilNoLines()
})

it('a desk that closes half-way leaves nothing, and takes the same file afterwards', async () => {
  await halfWay()
  await desk.stop()
  desk = await startDesk({ dataDir })
  clerk = await desk.as(testStaff.clerk)
  expect(await clerk.call.till.find.query({ text: 'BIG-' })).toEqual([])
  expect(await clerk.call.till.job.query()).toEqual({ job: null, busyBy: null })
  expect(uploadsLeft()).toBe(0)
  await untilNoLines()
  expect(await importExport(clerk, large())).toMatchObject({ added: 40_000, changed: 0, same: 0 })
})

it('what was taken over is there when the desk comes back, in a file that is as its journal says', async () => {
  await importExport(clerk, tillText([{ order: 'KEPT-1' }]))
  expect(uploadsLeft()).toBe(0)
  await halfWay()
  await desk.stop()
  const file = openStoreFile(path.join(dataDir, 'store.sqlite'))
  try {
    expect(verifyStoreFile(file).faults).toEqual([])
  } finally {
    file.raw.close()
  }
  desk = await startDesk({ dataDir })
  clerk = await desk.as(testStaff.clerk)
  expect(await clerk.call.till.find.query({ text: 'KEPT-1' })).toHaveLength(1)
  await vi.waitUntil(() => linesKept() === 1, { timeout: 30_000, interval: 20 })
})

it('a line that was changed is kept once, after the next import made room', async () => {
  await importExport(clerk, tillText([{ order: 'ROOM-1' }, { order: 'ROOM-2' }]))
  await importExport(clerk, tillText([{ order: 'ROOM-1', paid: '5' }, { order: 'ROOM-2' }]))
  await vi.waitUntil(() => linesKept() === 2, { timeout: 30_000, interval: 20 })
  expect((await clerk.call.till.find.query({ text: 'ROOM-' })).map((line) => line.paidFen)).toEqual([
    500, 129_900,
  ])
})

it('another upload ends the check of the one before it', async () => {
  const first = await checkExport(clerk, tillText([{ order: 'FIRST-1' }]))
  await uploadExport(clerk, tillText([{ order: 'SECOND-1' }]))
  await expect(takeOver(clerk, first)).rejects.toThrow('till_check_gone')
  expect(uploadsLeft()).toBe(1)
})

it('the desk answers while an import is read', async () => {
  await beginCheck(clerk, await uploadExport(clerk, large()))
  let answers = 0
  while ((await clerk.call.till.job.query()).job?.phase === 'reading') answers += 1
  // One answer in the whole time would mean that it was kept waiting to the end.
  expect(answers).toBeGreaterThan(5)
  expect(await finished(clerk)).toMatchObject({ added: 40_000 })
})
