import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { z } from 'zod'

/** How a try to fetch Electron ended: the binary's path, or why there is none. */
export type FetchedElectron = { binary: string } | { binary: null; quiet: boolean; detail: string }

const packageFile = z.object({ version: z.string() })

/** The version of Electron that the project is built for. */
export function electronVersion(projectDir: string): string {
  const file = path.join(projectDir, 'node_modules', 'electron', 'package.json')
  return packageFile.parse(JSON.parse(readFileSync(file, 'utf8'))).version
}

/**
 * The path of Electron's binary when all of it is there, else null. The package's own rule is followed: a half unpacked
 * folder has no `path.txt` of this version. The package itself is not loaded, because loading it starts a download.
 */
export function findElectron(projectDir: string): string | null {
  const electron = path.join(projectDir, 'node_modules', 'electron')
  const version = textOf(path.join(electron, 'dist', 'version')).replace(/^v/, '')
  const name = textOf(path.join(electron, 'path.txt'))
  if (name === '' || version !== electronVersion(projectDir)) return null
  const binary = path.join(electron, 'dist', name)
  return existsSync(binary) ? binary : null
}

function textOf(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : ''
}

/**
 * Fetches Electron's binary with the package's own installer, which honours ELECTRON_MIRROR. A slow line may take as long
 * as it needs; the try ends when nothing has grown for `quietMs` (default 20 s): no byte downloaded, unpacked or printed.
 */
export async function fetchElectron(
  projectDir: string,
  { quietMs = 20_000, checkEveryMs = 500, env = process.env } = {},
): Promise<FetchedElectron> {
  const electron = path.join(projectDir, 'node_modules', 'electron')
  const temporary = mkdtempSync(path.join(tmpdir(), 'countersign-electron-'))
  const child = spawn(process.execPath, [path.join(electron, 'install.js')], {
    cwd: projectDir,
    env: { ...env, TMPDIR: temporary, TEMP: temporary, TMP: temporary, ELECTRON_GET_NO_PROGRESS: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  const note = (chunk: Buffer) => {
    printed += chunk.toString()
  }
  child.stdout.on('data', note)
  child.stderr.on('data', note)

  let quiet = false
  let seen = 0
  let grewAt = performance.now()
  const watch = setInterval(() => {
    const size = printed.length + sizeOf(temporary) + sizeOf(path.join(electron, 'dist'))
    if (size !== seen) {
      seen = size
      grewAt = performance.now()
    } else if (performance.now() - grewAt >= quietMs) {
      quiet = true
      child.kill('SIGKILL')
    }
  }, checkEveryMs)

  const failure = await new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(error.message))
    child.on('close', () => resolve(''))
  })
  clearInterval(watch)
  rmSync(temporary, { recursive: true, force: true })
  const binary = findElectron(projectDir)
  return binary === null ? { binary, quiet, detail: failure || reasonIn(printed) } : { binary }
}

/** The one line of an installer's output that tells a person why it failed. */
function reasonIn(printed: string): string {
  const first = printed.split('\n').find((line) => line.trim() !== '') ?? ''
  return first.replace(/^\w*Error: /, '').trim() || '?'
}

function sizeOf(folder: string): number {
  if (!existsSync(folder)) return 0
  let size = 0
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    // A file may go while it is counted: the installer moves what it has finished.
    size += statSync(path.join(folder, name), { throwIfNoEntry: false })?.size ?? 0
  }
  return size
}
