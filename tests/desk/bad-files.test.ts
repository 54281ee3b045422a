import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DeskPerson, TestDesk } from '../helpers/desk.ts'
import { refusalIn, startStore, testStaff } from '../helpers/desk.ts'
import { onePixel, post, upload } from '../helpers/files.ts'

let desk: TestDesk
let clerk: DeskPerson
beforeAll(async () => {
  desk = await startStore()
  clerk = await desk.as(testStaff.clerk)
})
afterAll(() => desk.close())

describe('a file is not taken', () => {
  const png = onePixel
  const html = Buffer.from('<!doctype html><script>alert(1)</script>')
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
  const cases: readonly [string, Uint8Array, string, string][] = [
    ['a text named .jpg', Buffer.from('这不是照片'), '照片.jpg', 'not_a_picture'],
    ['a picture cut off in its head', png.subarray(0, 12), '照片.png', 'not_a_picture'],
    ['an empty file', Buffer.alloc(0), '空.png', 'file_empty'],
    ['a page', html, 'page.html', 'file_kind_not_taken'],
    ['a page named .txt with a NUL', Buffer.concat([html, Buffer.of(0)]), 'page.txt', 'file_kind_not_taken'],
    ['a drawing that runs scripts', svg, 'drawing.svg', 'not_a_picture'],
    ['a program', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(512)]), 'setup.exe', 'file_kind_not_taken'],
  ]
  it.each(cases)('%s', async (_what, bytes, name, key) => {
    const response = await post(clerk, bytes, name)
    expect(response.status).toBe(400)
    expect(await refusalIn(response)).toMatchObject({ code: 'invalid', key, params: { name } })
  })

  it('one of more than 20 MB', async () => {
    const response = await post(clerk, Buffer.alloc(20 * 1024 * 1024 + 1), '大.png')
    expect(await refusalIn(response)).toMatchObject({ key: 'file_too_large', params: { megabytes: 20 } })
  })

  it('without a name or without anybody signed in', async () => {
    const response = await clerk.fetch('files', { method: 'POST', body: new Uint8Array(png) })
    expect(await refusalIn(response)).toMatchObject({ field: 'name' })
    const unknown = await fetch(`${desk.url}files?name=a.png`, { method: 'POST', body: new Uint8Array(png) })
    expect(unknown.status).toBe(401)
  })
})

describe('what was uploaded', () => {
  it('is found by its content address only, whatever path is asked for', async () => {
    for (const name of ['..%2F..%2Fstore.sqlite', '%2e%2e%2fdesk.log', '../store.sqlite', 'a'.repeat(63), ''])
      expect((await clerk.fetch(`files/staged/${name}`)).status, name).toBeGreaterThanOrEqual(400)
    for (const tried of ['..%2Fstore.sqlite', '%2e%2e/store.sqlite', '..\\store.sqlite', 'store.sqlite'])
      expect((await clerk.fetch(`files/${tried}`)).status, tried).toBeGreaterThanOrEqual(400)
  })

  it('is never shown in the desk’s own place, even when it looks like a page', async () => {
    const text = await upload(clerk, Buffer.from('<!doctype html><script>alert(1)</script>'), 'note.txt')
    const response = await clerk.fetch(`files/staged/${text.sha256}`)
    expect(response.headers.get('content-type')).not.toContain('html')
    expect(response.headers.get('content-disposition')).toBe('attachment')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
  })
})
