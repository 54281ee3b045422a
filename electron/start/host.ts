import { serveDesk } from '../serve.ts'
import { openBrowserWindow } from './browser-window.ts'
import {
  isStartFailure,
  runningAt,
  type StartFailure,
  type StartMessages,
  startFailureSentence,
} from './messages.ts'
import type { StartOptions } from './options.ts'
import { rendererDir } from './project.ts'

/**
 * Runs the desk behind the browser host until the window is closed or the program is told to end, and gives the exit
 * status. A desk that is already open on the same data is handed over to: its link is told, and its window opened.
 */
export async function runHost(
  options: StartOptions,
  messages: StartMessages,
  window: boolean,
): Promise<number> {
  let host: Awaited<ReturnType<typeof serveDesk>>
  try {
    host = await serveDesk({
      dataDir: options.dataDir,
      port: options.port,
      demo: options.demo,
      host: '127.0.0.1',
      rendererDir,
    })
  } catch (error) {
    if (!isStartFailure(error)) throw error
    return handOver(error, options, messages, window)
  }

  // Listened for before the link is out: whoever reads it may end the program at once.
  const signalled = untilSignalled()
  say(messages.serving(host.url, options.dataDir))
  const shown = window ? openBrowserWindow(host.url, options.dataDir) : null
  if (window && shown === null) say(messages.noBrowser)
  await Promise.race([signalled, untilWindowClosed(shown?.closed ?? null, () => say(messages.noBrowser))])
  shown?.close()
  await host.close()
  say(messages.closed)
  return 0
}

function handOver(
  failure: StartFailure,
  options: StartOptions,
  messages: StartMessages,
  window: boolean,
): number {
  const url = runningAt(failure)
  const sentence = startFailureSentence(failure, options, messages)
  if (url === null) {
    process.stderr.write(`${sentence}\n`)
    return 1
  }
  say(sentence)
  if (window) openBrowserWindow(url, options.dataDir)
  return 0
}

/** Settles at the first signal to end. */
function untilSignalled(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
}

/** Settles when the person closes the window; one that failed by itself, or was never there, ends nothing. */
function untilWindowClosed(closed: Promise<boolean> | null, sayNoWindow: () => void): Promise<void> {
  return new Promise((resolve) => {
    closed?.then((byPerson) => (byPerson ? resolve() : sayNoWindow()))
  })
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
