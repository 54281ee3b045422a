import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isBuildStale } from '../../electron/start/build.ts'

let projectDir: string

/** A project whose sources are of second 100 and whose build is of second 200. */
beforeEach(() => {
  projectDir = mkdtempSync(path.join(tmpdir(), 'countersign-build-'))
  for (const folder of ['domain', 'db', 'electron', 'renderer', 'resources']) write(`${folder}/a.ts`, 100)
  for (const product of ['main/main.js', 'main/serve.js', 'renderer/index.html']) write(`out/${product}`, 200)
})

afterEach(() => rmSync(projectDir, { recursive: true, force: true }))

function write(file: string, second: number): void {
  const whole = path.join(projectDir, file)
  mkdirSync(path.dirname(whole), { recursive: true })
  writeFileSync(whole, '')
  utimesSync(whole, second, second)
  utimesSync(path.dirname(whole), second, second)
}

describe('the build before a start', () => {
  it('is left as it is when it is newer than its sources', () => {
    expect(isBuildStale(projectDir)).toBe(false)
  })

  it.each([
    'domain/level.ts',
    'db/migrations/0001.sql',
    'renderer/today/today.tsx',
    'electron.vite.config.ts',
  ])('is made anew after a change of %s', (file) => {
    write(file, 300)
    utimesSync(projectDir, 100, 100)
    expect(isBuildStale(projectDir)).toBe(true)
  })

  it('is made anew after a source file was removed', () => {
    rmSync(path.join(projectDir, 'renderer', 'a.ts'))
    expect(isBuildStale(projectDir)).toBe(true)
  })

  it('is made anew when a part of it is missing', () => {
    rmSync(path.join(projectDir, 'out', 'main', 'serve.js'))
    expect(isBuildStale(projectDir)).toBe(true)
  })

  it('is not made anew under running tests, which write screenshots', () => {
    write('resources/screenshots/today.png', 300)
    utimesSync(path.join(projectDir, 'resources'), 100, 100)
    write('domain/level.test.ts', 300)
    utimesSync(path.join(projectDir, 'domain'), 100, 100)
    expect(isBuildStale(projectDir)).toBe(false)
  })
})
