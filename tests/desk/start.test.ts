import { randomUUID } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StartError } from '../../electron/desk/desk.ts'
import { serveDesk } from '../../electron/serve.ts'
import { newFolder, pin, refusalOf, setUpStore, startDesk, testStaff } from '../helpers/desk.ts'

let dataDir: string
beforeEach(() => {
  dataDir = newFolder()
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

async function startErrorOf(starting: Promise<{ close(): Promise<void> }>): Promise<StartError> {
  const outcome = await starting.then(
    (desk) => desk,
    (error: unknown) => error,
  )
  if (outcome instanceof StartError) return outcome
  throw new Error('It started, or failed without saying why', { cause: outcome })
}

describe('the desk does not start', () => {
  it('a second time on the same folder, and says where the first one answers', async () => {
    const first = await startDesk({ dataDir })
    const error = await startErrorOf(serveDesk({ dataDir, port: 0 }))
    expect(error).toMatchObject({ code: 'already_open', params: { folder: dataDir, url: first.url } })
    expect((await first.open.desk.status.query()).needsSetup).toBe(true)
    await first.stop()
    const third = await startDesk({ dataDir })
    await third.stop()
  })

  it('in a folder that cannot be made', async () => {
    const file = path.join(dataDir, 'a-file')
    writeFileSync(file, '')
    const folder = path.join(file, 'store')
    const error = await startErrorOf(serveDesk({ dataDir: folder, port: 0 }))
    expect(error).toMatchObject({ code: 'folder_not_writable', params: { folder } })
  })

  it('at a port that is in use, and leaves the folder free', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const error = await startErrorOf(serveDesk({ dataDir, port }))
    expect(error).toMatchObject({ code: 'port_in_use', params: { port: String(port) } })
    await new Promise((resolve) => server.close(resolve))
    const desk = await startDesk({ dataDir })
    await desk.stop()
  })

  it('on a file that a newer program wrote, and leaves it as it is', async () => {
    const desk = await startDesk({ dataDir })
    await desk.stop()
    const file = path.join(dataDir, 'store.sqlite')
    const raw = new Database(file)
    raw.prepare('INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)').run('later', 9e12)
    raw.close()
    expect(await startErrorOf(serveDesk({ dataDir, port: 0 }))).toMatchObject({
      code: 'newer_file',
      params: { file },
    })
  })

  it.each([
    ['text', Buffer.from('这不是数据库'.repeat(200))],
    ['a torn database', Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(8_192, 0xff)])],
  ])('on a file that is %s', async (_what, content) => {
    const file = path.join(dataDir, 'store.sqlite')
    writeFileSync(file, content)
    expect(await startErrorOf(serveDesk({ dataDir, port: 0 }))).toMatchObject({
      code: 'damaged',
      params: { file },
    })
  })

  it('where the file is a folder', async () => {
    mkdirSync(path.join(dataDir, 'store.sqlite'))
    await expect(serveDesk({ dataDir, port: 0 })).rejects.toThrow()
  })
})

describe('the first start', () => {
  const setup = (more: Record<string, unknown> = {}) => ({
    commandId: randomUUID(),
    storeCode: 'TS002',
    storeName: '新店',
    managerNumber: testStaff.manager,
    managerName: '店长',
    pin,
    ...more,
  })

  it('is done once', async () => {
    const desk = await startDesk({ dataDir })
    await setUpStore(desk)
    expect(await refusalOf(desk.open.desk.setup.mutate(setup()))).toMatchObject({ key: 'already_set_up' })
    expect((await desk.open.desk.status.query()).store?.code).toBe('TS001')
    await desk.stop()
  })

  it('done at once at two windows makes one store', async () => {
    const desk = await startDesk({ dataDir })
    const both = await Promise.allSettled([
      desk.open.desk.setup.mutate(setup()),
      desk.open.desk.setup.mutate(setup({ storeCode: 'TS003' })),
    ])
    expect(both.map((each) => each.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    await desk.stop()
  })

  it.each([
    ['storeCode', { storeCode: 'ts 1' }, 'not_a_store_code'],
    ['storeName', { storeName: '  ' }, 'required'],
    ['managerNumber', { managerNumber: '店长' }, 'not_a_staff_number'],
    ['pin', { pin: '12345' }, 'not_a_pin'],
    ['pin', { pin: '１２３４５６' }, 'not_a_pin'],
  ])('asks again for a %s that is none', async (field, more, key) => {
    const desk = await startDesk({ dataDir })
    expect(await refusalOf(desk.open.desk.setup.mutate(setup(more)))).toMatchObject({
      code: 'invalid',
      key,
      field,
    })
    expect((await desk.open.desk.status.query()).needsSetup).toBe(true)
    await desk.stop()
  })

  it('nothing but the first start is possible before it', async () => {
    const desk = await startDesk({ dataDir })
    expect(await refusalOf(desk.open.session.signIn.mutate({ staffNumber: '2001', pin }))).toMatchObject({
      key: 'wrong_pin',
    })
    expect(await desk.open.desk.people.query()).toEqual([])
    await desk.stop()
  })
})
