import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { DeskPerson, TestDesk } from '../helpers/desk.ts'
import { startStore, testStaff } from '../helpers/desk.ts'
import { pictureNamed, upload } from '../helpers/files.ts'
import { act, intake, walk } from '../helpers/walk.ts'

let desk: TestDesk
let clerk: DeskPerson
beforeAll(async () => {
  desk = await startStore()
  clerk = await desk.as(testStaff.clerk)
})
afterAll(() => desk.close())

/** Every file below the data folder. */
function kept(): string[] {
  return readdirSync(desk.dataDir, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => path.join(each.parentPath, each.name))
}

async function bytesOf(pathAndQuery: string): Promise<Buffer> {
  return Buffer.from(await (await clerk.fetch(pathAndQuery)).arrayBuffer())
}

it('a photo comes back byte for byte, before and after it is recorded', async () => {
  const bytes = pictureNamed('照片一')
  const staged = await upload(clerk, bytes, '照片一.png')
  expect(staged).toMatchObject({
    sha256: createHash('sha256').update(bytes).digest('hex'),
    mediaType: 'image/png',
    size: bytes.length,
  })
  expect((await bytesOf(`files/staged/${staged.sha256}`)).equals(bytes)).toBe(true)
  const files = [{ sha256: staged.sha256, name: staged.name }]
  const { id } = await clerk.call.complaints.register.mutate(intake({ files }))
  const [file] = (await clerk.call.complaints.get.query({ id })).files
  expect(file).toMatchObject({ name: '照片一.png', mediaType: 'image/png', size: bytes.length })
  const response = await clerk.fetch(`files/${file?.id}`)
  expect(response.headers.get('content-type')).toBe('image/png')
  expect((await bytesOf(`files/${file?.id}`)).equals(bytes)).toBe(true)
})

it('a recorded photo lies sealed: neither its bytes nor its name are in the data folder', async () => {
  const secret = 'plain-bytes-of-a-customer-photo'
  const { sha256 } = await upload(clerk, pictureNamed(secret), '客户家里.png')
  await clerk.call.complaints.register.mutate(intake({ files: [{ sha256, name: '客户家里.png' }] }))
  const found = kept().filter((file) => readFileSync(file).includes(secret))
  expect(found).toEqual([])
})

it('the same photo of the same customer is stored and named once', async () => {
  const complaint = await walk(desk, 'accepted')
  const { sha256 } = await upload(clerk, pictureNamed('同一张'), '一.png')
  await act(clerk, complaint.id, 'add_file', { files: [{ sha256, name: '一.png' }] })
  await upload(clerk, pictureNamed('同一张'), '二.png')
  await act(clerk, complaint.id, 'add_file', { files: [{ sha256, name: '二.png' }] })
  expect((await complaint.view()).files.map((file) => file.name)).toEqual(['一.png'])
  const { customer } = await complaint.view()
  const sealed = path.join(desk.dataDir, 'files', customer.id, sha256)
  expect(existsSync(sealed)).toBe(true)
  expect(readdirSync(path.dirname(sealed)).filter((name) => name.startsWith(sha256))).toHaveLength(1)
})

it('a photo that somebody exchanged on the disk is not shown', async () => {
  const complaint = await walk(desk, 'accepted')
  const { sha256 } = await upload(clerk, pictureNamed('真的'), '真.png')
  await act(clerk, complaint.id, 'add_file', { files: [{ sha256, name: '真.png' }] })
  const { customer, files } = await complaint.view()
  const sealed = path.join(desk.dataDir, 'files', customer.id, sha256)
  const bytes = readFileSync(sealed)
  bytes[20] = (bytes[20] ?? 0) ^ 1
  writeFileSync(sealed, bytes)
  expect((await clerk.fetch(`files/${files[0]?.id}`)).status).toBe(503)
})

it('a file is for nobody who is not signed in', async () => {
  const { sha256 } = await upload(clerk, pictureNamed('门外'), '门外.png')
  expect((await fetch(`${desk.url}files/staged/${sha256}`)).status).toBe(401)
})
