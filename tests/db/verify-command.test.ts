import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TestDesk } from '../helpers/desk.ts'
import { newFolder, setUpStore, startDesk, testStaff } from '../helpers/desk.ts'
import { pictureNamed, upload } from '../helpers/files.ts'
import { runProgram } from '../helpers/program.ts'
import { act, walk } from '../helpers/walk.ts'

let sound: string
let dataDir: string
beforeAll(async () => {
  sound = newFolder()
  const desk = await startDesk({ dataDir: sound })
  await setUpStore(desk)
  await addPhoto(desk, '一')
  await desk.stop()
})
afterAll(() => rmSync(sound, { recursive: true }))
beforeEach(() => {
  dataDir = newFolder()
  copyFileSync(path.join(sound, 'store.sqlite'), path.join(dataDir, 'store.sqlite'))
  cpSync(path.join(sound, 'files'), path.join(dataDir, 'files'), { recursive: true })
})
afterEach(() => rmSync(dataDir, { recursive: true }))

async function addPhoto(desk: TestDesk, word: string): Promise<void> {
  const clerk = await desk.as(testStaff.clerk)
  const complaint = await walk(desk, 'accepted')
  const { sha256 } = await upload(clerk, pictureNamed(word), `${word}.png`)
  await act(clerk, complaint.id, 'add_file', { files: [{ sha256, name: `${word}.png` }] })
}

async function verify(): Promise<{ status: number | null; said: string }> {
  const program = runProgram('electron/verify.ts', ['--data', dataDir])
  const status = await program.ended
  return { status, said: program.printed() }
}

/** The one sealed file of the store. */
function sealedFile(): string {
  const folder = path.join(dataDir, 'files')
  const [customer = ''] = readdirSync(folder)
  const [name = ''] = readdirSync(path.join(folder, customer))
  return path.join(folder, customer, name)
}

function change(sql: string): void {
  const raw = new Database(path.join(dataDir, 'store.sqlite'))
  raw.exec(sql)
  raw.close()
}

describe('npm run verify', () => {
  it('finds a store sound, files included, and says nothing about its progress where nobody watches', async () => {
    const { status, said } = await verify()
    expect(said).toMatch(/^Sound 核对无误: \d+ entries, \d+ records and 1 files compared\n$/)
    expect(status).toBe(0)
  })

  it('says so when a record was changed', async () => {
    change('UPDATE complaint SET claim_fen = 1')
    const { status, said } = await verify()
    expect(status).toBe(1)
    expect(said).toContain('different  complaint ')
  })

  it.each([
    ['missing', () => rmSync(sealedFile())],
    ['changed', () => writeFileSync(sealedFile(), readFileSync(sealedFile()).subarray(0, -20))],
    ['changed', () => writeFileSync(sealedFile(), '')],
    [
      'changed',
      () => {
        const bytes = readFileSync(sealedFile())
        bytes[20] = (bytes[20] ?? 0) ^ 1
        writeFileSync(sealedFile(), bytes)
      },
    ],
  ] as const)('finds a photo that is %s', async (how, harm) => {
    harm()
    const { status, said } = await verify()
    expect(said).toMatch(new RegExp(`^  file  file [0-9a-f-]{36}: ${how}$`, 'm'))
    expect(status).toBe(1)
  })

  it('reads beside a desk that works, changes nothing and gives no alarm', async () => {
    const desk = await startDesk({ dataDir })
    await addPhoto(desk, '二')
    const { status, said } = await verify()
    expect(said).toContain('2 files compared')
    expect(status).toBe(0)
    await addPhoto(desk, '三')
    await desk.stop()
  })

  it.each([
    ['a newer', 'UPDATE __drizzle_migrations SET created_at = created_at + 1e12', /newer version/],
    ['an older', 'UPDATE __drizzle_migrations SET created_at = created_at - 1', /older version/],
    ['no', 'DROP TABLE __drizzle_migrations', /damaged or not a store/],
  ])('leaves the file of %s version as it is and says so', async (_which, sql, sentence) => {
    change(sql)
    const before = readFileSync(path.join(dataDir, 'store.sqlite'))
    const { status, said } = await verify()
    expect(said).toMatch(sentence)
    expect(status).toBe(2)
    expect(readFileSync(path.join(dataDir, 'store.sqlite')).equals(before)).toBe(true)
  })

  it('says of a file with a torn page that it is damaged', async () => {
    const file = path.join(dataDir, 'store.sqlite')
    const raw = new Database(file)
    const page = raw
      .prepare<[], { root: number }>("SELECT rootpage AS root FROM sqlite_master WHERE name = 'journal'")
      .get()?.root
    const size = Number(raw.pragma('page_size', { simple: true }))
    raw.close()
    const bytes = readFileSync(file)
    bytes.fill(0xff, ((page ?? 1) - 1) * size, (page ?? 1) * size)
    writeFileSync(file, bytes)
    const { status, said } = await verify()
    expect(said).toMatch(/damaged/)
    expect(said).not.toMatch(/at .*\.ts:/)
    expect(status).toBe(2)
  })

  it('leaves no copy behind', async () => {
    await verify()
    expect(
      readdirSync(dataDir)
        .filter((name) => !name.startsWith('store.sqlite'))
        .sort(),
    ).toEqual(['files'])
  })
})

describe.skipIf(process.platform === 'win32')('what lies on the disk', () => {
  const modeOf = (name: string) => (statSync(path.join(dataDir, name)).mode & 0o777).toString(8)

  it('is open to nobody but the owner, also where it was open before', async () => {
    chmodSync(dataDir, 0o755)
    chmodSync(path.join(dataDir, 'files'), 0o755)
    chmodSync(path.join(dataDir, 'store.sqlite'), 0o644)
    const desk = await startDesk({ dataDir })
    await addPhoto(desk, '四')
    await upload(await desk.as(testStaff.clerk), pictureNamed('五'), '五.png')
    const folders = ['', 'files', 'staging']
    expect(Object.fromEntries(folders.map((name) => [name, modeOf(name)]))).toEqual(
      Object.fromEntries(folders.map((name) => [name, '700'])),
    )
    const all = readdirSync(dataDir, { recursive: true, encoding: 'utf8' })
    const store = ['store.sqlite', 'store.sqlite-wal', 'store.sqlite-shm']
    for (const name of store) expect(existsSync(path.join(dataDir, name)), name).toBe(true)
    const files = all.filter((name) => store.includes(name) || /^(files|staging)\W.*[0-9a-f]{64}$/.test(name))
    expect(files.length).toBeGreaterThan(store.length + 2)
    const open = files.filter((name) => modeOf(name) !== '600')
    expect(open).toEqual([])
    await desk.stop()
  })
})
