import { spawn } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import type { StartMessages } from './messages.ts'

/** What the build is made of; the folders' own times tell of removed files. */
const sources = [
  'domain',
  'db',
  'electron',
  'renderer',
  'resources',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
]

/** What lies among the sources but is not built: tests, and the screenshots that tests write. */
const notBuilt = /\.test\.tsx?$|^screenshots\b/

/** What the build leaves, the last of it last. */
const products = ['out/main/main.js', 'out/main/serve.js', 'out/renderer/index.html']

/** Whether something that the build is made of is newer than what it left. Takes the project's folder. */
export function isBuildStale(projectDir: string): boolean {
  const built = products.map((product) => changedAt(path.join(projectDir, product)))
  if (built.includes(0)) return true
  return sources.some((source) => newestIn(path.join(projectDir, source)) > Math.min(...built))
}

/** When a file or folder changed last, in milliseconds; 0 when it does not exist. */
function changedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

function newestIn(root: string): number {
  const stats = statSync(root, { throwIfNoEntry: false })
  if (stats === undefined) return 0
  if (!stats.isDirectory()) return stats.mtimeMs
  const inside = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (name) => !notBuilt.test(name),
  )
  return Math.max(stats.mtimeMs, ...inside.map((name) => changedAt(path.join(root, name))))
}

/** Builds when the sources are newer than the last build, saying so in one line; false when that failed, and why is said. */
export async function buildIfStale(projectDir: string, messages: StartMessages): Promise<boolean> {
  if (!isBuildStale(projectDir)) return true
  process.stdout.write(`${messages.building}\n`)
  const failure = await build(projectDir)
  if (failure === null) return true
  process.stderr.write(`${messages.buildFailed}\n${failure}\n`)
  return false
}

/** Builds main, browser host and page. Gives the build's whole output when it fails, null when it succeeds. */
function build(projectDir: string): Promise<string | null> {
  const builder = path.join(projectDir, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [builder, 'build'], {
      cwd: projectDir,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
    child.on('error', (error) => resolve(error.message))
    child.on('close', (status) => resolve(status === 0 ? null : output))
  })
}
