import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type RunningProgram, runProgram } from '../helpers/program.ts'

const startFile = 'electron/start/start.ts'
const serveFile = 'electron/start/serve-host.ts'

let folder: string
let programs: RunningProgram[]

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'countersign-start-'))
  programs = []
})

afterEach(async () => {
  for (const program of programs) program.process.kill('SIGKILL')
  await Promise.all(programs.map((program) => program.ended))
  rmSync(folder, { recursive: true, force: true })
})

function run(file: string, args: string[], env: Record<string, string | undefined> = {}): RunningProgram {
  const program = runProgram(file, args, env)
  programs.push(program)
  return program
}

function onData(...more: string[]): string[] {
  return ['--data', path.join(folder, 'store'), '--port', '0', ...more]
}

describe('npm start', () => {
  it.each([
    ['npm start without a window', startFile, ['--no-open'], {}],
    ['npm start without a display', startFile, [], { DISPLAY: undefined, WAYLAND_DISPLAY: undefined }],
    ['npm run serve', serveFile, [], {}],
    ['the built browser host', 'out/main/serve.js', [], {}],
  ])('%s prints the link of a desk that answers, and ends well on Ctrl+C', async (_how, file, args, env) => {
    const program = run(file, onData(...args), env)
    const page = await fetch(await program.link())
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('<!doctype html>')
    expect(await program.stop()).toBe(0)
    expect(program.printed()).toContain('The desk is closed.')
  })

  it('opens the desk in a browser window where Electron cannot be had, and ends when that window is closed', async () => {
    const browser = path.join(folder, 'browser')
    const told = path.join(folder, 'told')
    const closing = path.join(folder, 'closing')
    writeFileSync(
      browser,
      `#!${process.execPath}
      const fs = require('node:fs')
      fs.writeFileSync(${JSON.stringify(told)}, process.argv.slice(2).join('\\n'))
      setInterval(() => fs.existsSync(${JSON.stringify(closing)}) && process.exit(0), 20)`,
    )
    chmodSync(browser, 0o755)
    const program = run(startFile, onData(), {
      DISPLAY: ':countersign-has-none',
      CHROMIUM_PATH: browser,
      ELECTRON_MIRROR: 'http://127.0.0.1:1/',
      electron_config_cache: path.join(folder, 'cache'),
    })
    await expect
      .poll(() => existsSync(told) && readFileSync(told, 'utf8'), { timeout: 25_000 })
      .toContain('--app=')
    const link = /is open: (\S+)/.exec(program.printed())?.[1]
    const switches = readFileSync(told, 'utf8').split('\n')
    expect(switches).toContain(`--app=${link}`)
    expect(switches).toContain(`--user-data-dir=${path.join(folder, 'store', 'window-chromium')}`)
    expect(switches.includes('--no-sandbox')).toBe(process.platform === 'linux' && process.getuid?.() === 0)
    expect(program.printed()).toMatch(
      /Electron (cannot be had|did not start) \(.+\), so the desk opens in a browser window\./,
    )
    writeFileSync(closing, '')
    expect(await program.ended).toBe(0)
  })

  it('keeps the desk open by its link when the browser cannot show a window', async () => {
    const browser = path.join(folder, 'browser')
    writeFileSync(browser, `#!${process.execPath}\nprocess.exit(1)`)
    chmodSync(browser, 0o755)
    const program = run(startFile, onData(), {
      DISPLAY: ':countersign-has-none',
      CHROMIUM_PATH: browser,
      ELECTRON_MIRROR: 'http://127.0.0.1:1/',
      electron_config_cache: path.join(folder, 'cache'),
    })
    await expect.poll(program.printed, { timeout: 25_000 }).toContain('No window could be opened')
    const link = /is open: (\S+)/.exec(program.printed())?.[1] ?? ''
    expect((await fetch(link)).status).toBe(200)
    expect(await program.stop()).toBe(0)
  })

  it('hands a second start on the same data over to the first', async () => {
    const first = run(serveFile, onData())
    const link = await first.link()
    const second = run(startFile, onData('--no-open'))
    expect(await second.ended).toBe(0)
    expect(second.printed()).toContain(`is already open: ${link}`)
    expect((await fetch(link)).status).toBe(200)
    expect(await first.stop()).toBe(0)
  })
})

describe('a start that cannot succeed', () => {
  it.each([
    ['en_US.UTF-8', 'cannot be written. Choose another with --data DIR'],
    ['zh_CN.UTF-8', '无法写入。请用 --data DIR 另选一个'],
  ])('says under %s that the data folder cannot be written', async (locale, sentence) => {
    const file = path.join(folder, 'a file')
    writeFileSync(file, '')
    const program = run(serveFile, ['--data', path.join(file, 'store'), '--port', '0'], { LC_ALL: locale })
    expect(await program.ended).toBe(1)
    expect(program.printed()).toContain(sentence)
    expect(readFileSync(file, 'utf8')).toBe('')
  })

  it.each([
    ['en_US.UTF-8', (port: number) => `Port ${port} is in use by another program.`],
    ['zh_CN.UTF-8', (port: number) => `端口 ${port} 已被其他程序占用。`],
  ])('says under %s that the port is in use, and leaves the data free', async (locale, sentence) => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as AddressInfo
    const program = run(serveFile, ['--data', path.join(folder, 'store'), '--port', String(port)], {
      LC_ALL: locale,
    })
    expect(await program.ended).toBe(1)
    expect(program.printed()).toContain(sentence(port))
    await new Promise((resolve) => other.close(resolve))
    const again = run(serveFile, onData())
    await again.link()
    expect(await again.stop()).toBe(0)
  })

  it('refuses an unknown option with a sentence and status 2, before anything is built or written', async () => {
    const program = run(startFile, ['--data', path.join(folder, 'store'), '--dmeo'], {
      LC_ALL: 'zh_CN.UTF-8',
    })
    expect(await program.ended).toBe(2)
    expect(program.printed()).toBe('没有 --dmeo 这个选项。用 --help 查看全部选项。\n')
    expect(existsSync(path.join(folder, 'store'))).toBe(false)
  })

  it('shows its options on --help', async () => {
    const program = run(startFile, ['--help'])
    expect(await program.ended).toBe(0)
    for (const option of ['--demo', '--data DIR', '--port N', '--no-open'])
      expect(program.printed()).toContain(option)
  })
})
