import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { electronVersion, fetchElectron, findElectron } from '../../electron/start/electron-binary.ts'
import { projectDir as realProjectDir } from '../../electron/start/project.ts'

const realPackages = path.join(realProjectDir, 'node_modules')
let projectDir: string
let mirror: Server | null = null

/** A project with Electron's real installer but, like a fresh clone, without its binary. */
beforeEach(() => {
  projectDir = mkdtempSync(path.join(tmpdir(), 'countersign-fetch-'))
  const packages = path.join(projectDir, 'node_modules')
  mkdirSync(path.join(packages, 'electron'), { recursive: true })
  for (const file of ['package.json', 'install.js', 'checksums.json']) {
    cpSync(path.join(realPackages, 'electron', file), path.join(packages, 'electron', file))
  }
  symlinkSync(path.join(realPackages, '@electron'), path.join(packages, '@electron'))
})

afterEach(async () => {
  mirror?.closeAllConnections()
  await new Promise<void>((resolve) => (mirror ? mirror.close(() => resolve()) : resolve()))
  mirror = null
  rmSync(projectDir, { recursive: true, force: true })
})

/** Serves a mirror of Electron's downloads, and gives the environment that names it. */
async function serveMirror(answer: RequestListener): Promise<NodeJS.ProcessEnv> {
  const server = createServer(answer)
  mirror = server
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return mirrorAt((server.address() as AddressInfo).port)
}

function mirrorAt(port: number): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: projectDir,
    electron_config_cache: path.join(projectDir, 'cache'),
    ELECTRON_MIRROR: `http://127.0.0.1:${port}/`,
  }
}

/** Lays Electron's files as its installer leaves them. */
function unpack({ version = electronVersion(projectDir), binary = true, named = true }): void {
  const electron = path.join(projectDir, 'node_modules', 'electron')
  mkdirSync(path.join(electron, 'dist'))
  writeFileSync(path.join(electron, 'dist', 'version'), `v${version}\n`)
  if (binary) writeFileSync(path.join(electron, 'dist', 'electron'), '')
  if (named) writeFileSync(path.join(electron, 'path.txt'), 'electron')
}

describe("Electron's binary", () => {
  it('is found where its installer left it', () => {
    unpack({})
    expect(findElectron(projectDir)).toBe(
      path.join(projectDir, 'node_modules', 'electron', 'dist', 'electron'),
    )
  })

  it.each([
    ['nothing was fetched', null],
    ['it is of another version', { version: '44.0.0' }],
    ['its unpacking was broken off', { named: false }],
    ['the file is gone', { binary: false }],
  ])('is not found when %s', (_when, files) => {
    if (files !== null) unpack(files)
    expect(findElectron(projectDir)).toBeNull()
  })
})

describe('a try to fetch Electron', () => {
  it('ends at once, with the reason, where the line says no', async () => {
    const env = await serveMirror((_request, response) => response.writeHead(403).end())
    const fetched = await fetchElectron(projectDir, { env })
    expect(fetched).toEqual({ binary: null, quiet: false, detail: expect.stringContaining('403') })
  })

  it('ends when a line that answers brings nothing', async () => {
    const env = await serveMirror(() => undefined)
    const fetched = await fetchElectron(projectDir, { env, quietMs: 300, checkEveryMs: 50 })
    expect(fetched).toMatchObject({ binary: null, quiet: true })
  })

  it('goes on for as long as a slow line brings anything, and ends when it stops', async () => {
    const pieces = 40
    let sent = 0
    const env = await serveMirror((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/zip' })
      const feed = setInterval(() => {
        sent += 1
        response.write(Buffer.alloc(4_096, sent))
        if (sent === pieces) clearInterval(feed)
      }, 50)
    })
    const fetched = await fetchElectron(projectDir, { env, quietMs: 3_000, checkEveryMs: 50 })
    expect(fetched).toMatchObject({ binary: null, quiet: true })
    expect(sent).toBe(pieces)
  })
})
