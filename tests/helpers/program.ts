import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'

const projectDir = path.resolve(import.meta.dirname, '..', '..')

/** One of the project's programs while it runs. */
export interface RunningProgram {
  readonly process: ChildProcess
  /** Everything that it has printed, on both outputs. */
  readonly printed: () => string
  /** Settles with the exit status once it has ended; null when a signal ended it. */
  readonly ended: Promise<number | null>
  /** Waits for the link that it prints, and gives it; rejects when it ends without one. */
  link: () => Promise<string>
  /** Ends it as Ctrl+C does, and gives the exit status. */
  stop: () => Promise<number | null>
}

/**
 * Runs a program of the project with the same Node as the tests.
 * Takes its file from the project's root, its words, and variables laid over the environment (undefined takes one away).
 */
export function runProgram(
  file: string,
  args: readonly string[],
  env: Record<string, string | undefined> = {},
): RunningProgram {
  const child = spawn(process.execPath, [path.join(projectDir, file), ...args], {
    cwd: projectDir,
    env: { ...process.env, LC_ALL: 'en_US.UTF-8', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const note = (chunk: Buffer) => {
    output += chunk.toString()
  }
  child.stdout.on('data', note)
  child.stderr.on('data', note)
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  const printed = () => output
  const link = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      // A line that is still being written may end in the middle of its link.
      const found = /(https?:\/\/\S+)\s/.exec(output)?.[1]
      if (found !== undefined) resolve(found)
    })
    child.on('close', () => reject(new Error(`${file} ended without a link:\n${output}`)))
  })
  // Who never asks for the link expects none: a program that refuses to start has none.
  link.catch(() => undefined)
  return {
    process: child,
    printed,
    ended,
    link: () => link,
    stop() {
      child.kill('SIGINT')
      return ended
    },
  }
}
