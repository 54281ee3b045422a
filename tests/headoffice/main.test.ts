import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { runProgram } from '../helpers/program.ts'
import { enrol } from './desk-client.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'headoffice-main-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const environment = { DATABASE_URL: undefined, HEAD_OFFICE_TOKEN: undefined }

function run(...args: string[]) {
  return runProgram('headoffice/main.ts', ['--data', folder, ...args], environment)
}

describe('head office from the command line', () => {
  it('prints a code that works at the service started afterwards, and refuses to share the running folder', async () => {
    const issuing = run('enrol', 'SZ001', '南山店')
    expect(await issuing.ended).toBe(0)
    const code = issuing.printed().split('\n')[0] ?? ''
    expect(code).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/)
    const service = run('--port', '0')
    const url = await service.link()
    await expect.poll(service.printed).toMatch(/Sign in to the page with this token: \S{43}/)
    expect((await enrol(url, code)).status).toBe(201)
    const second = run('enrol', 'SZ002', '福田店')
    expect(await second.ended).toBe(1)
    expect(second.printed()).toMatch(/already running on .*Use its page to issue enrolment codes/)
    expect(await service.stop()).toBe(0)
    const rebuilding = run('rebuild')
    expect(await rebuilding.ended).toBe(0)
    expect(rebuilding.printed()).toContain('Rebuilt from 0 entries of 1 stores.')
  })

  it('says in a sentence what was wrong with the command', async () => {
    const busy = createServer().listen(0, '127.0.0.1')
    await once(busy, 'listening')
    const address = busy.address()
    const port = address !== null && typeof address === 'object' ? String(address.port) : ''
    const mistakes: [string[], RegExp][] = [
      [['--port', port], /The port is in use/],
      [['--port', 'x'], /x is not a port/],
      [['enrol', 'sz', '店'], /2 to 12 capitals and digits/],
      [['enrol', 'SZ001'], /enrol CODE NAME/],
      [['--wrong'], /Unknown option/],
    ]
    for (const [args, sentence] of mistakes) {
      const program = run(...args)
      expect(await program.ended).toBe(1)
      expect(program.printed()).toMatch(sentence)
      expect(program.printed()).not.toContain('    at ')
    }
    busy.close()
  })
})
