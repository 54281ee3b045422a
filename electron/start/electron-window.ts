import { spawn } from 'node:child_process'
import { openedLine, refusedStatus } from '../shell/handshake.ts'
import type { StartOptions } from './options.ts'

/** How a start in Electron ended. `died` means that no window ever opened and a browser may be tried instead. */
export type ElectronEnd =
  | { kind: 'closed'; status: number }
  | { kind: 'handed_over' }
  | { kind: 'refused' }
  | { kind: 'died'; detail: string }

/** The switches that a browser engine needs here: as root, and only then, Linux gives it no sandbox. */
export function sandboxSwitches(platform: NodeJS.Platform, uid: number | undefined): string[] {
  return platform === 'linux' && uid === 0 ? ['--no-sandbox'] : []
}

/** Opens the desk in Electron and waits until its window is closed. A signal to this program ends Electron too. */
export function runElectron(binary: string, projectDir: string, options: StartOptions): Promise<ElectronEnd> {
  const child = spawn(
    binary,
    [
      ...sandboxSwitches(process.platform, process.getuid?.()),
      projectDir,
      `--data=${options.dataDir}`,
      ...(options.demo ? ['--demo'] : []),
    ],
    { cwd: projectDir, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const end = () => child.kill('SIGTERM')
  process.on('SIGINT', end)
  process.on('SIGTERM', end)
  let opened = false
  let printed = ''
  let complaints = ''
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString()
    opened ||= printed.includes(openedLine)
  })
  child.stderr.on('data', (chunk: Buffer) => {
    complaints = (complaints + chunk.toString()).slice(-4_000)
  })
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ kind: 'died', detail: error.message }))
    child.on('close', (status, signal) => {
      process.off('SIGINT', end)
      process.off('SIGTERM', end)
      if (opened) resolve({ kind: 'closed', status: status ?? 1 })
      else if (status === 0) resolve({ kind: 'handed_over' })
      else if (status === refusedStatus) resolve({ kind: 'refused' })
      else resolve({ kind: 'died', detail: lastLine(complaints) || String(signal ?? status) })
    })
  })
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? ''
}
