import { hasDisplay } from './browser-window.ts'
import { buildIfStale } from './build.ts'
import { runFromCommandLine } from './command-line.ts'
import { electronVersion, fetchElectron, findElectron } from './electron-binary.ts'
import { runElectron } from './electron-window.ts'
import { runHost } from './host.ts'
import type { StartMessages } from './messages.ts'
import type { StartOptions } from './options.ts'
import { projectDir } from './project.ts'

// `npm start`: the desk in Electron where that can be had, else in a browser window, else as a link.

async function start(options: StartOptions, messages: StartMessages): Promise<number> {
  if (!(await buildIfStale(projectDir, messages))) return 1
  if (!options.open) return runHost(options, messages, false)
  if (!hasDisplay(process.platform, process.env)) {
    say(messages.noDisplay)
    return runHost(options, messages, false)
  }
  const binary = findElectron(projectDir) ?? (await tryFetching(messages))
  if (binary !== null) {
    const end = await runElectron(binary, projectDir, options)
    if (end.kind === 'closed') return end.status
    if (end.kind === 'handed_over') {
      say(messages.handedOver)
      return 0
    }
    // The desk itself refused to open: the browser host meets the same refusal and tells it, or hands over.
    if (end.kind === 'refused') return runHost(options, messages, true)
    say(messages.electronDied(end.detail))
  }
  return runHost(options, messages, true)
}

async function tryFetching(messages: StartMessages): Promise<string | null> {
  say(messages.fetchingElectron(electronVersion(projectDir)))
  const fetched = await fetchElectron(projectDir)
  if (fetched.binary === null) {
    say(messages.electronFailed(fetched.quiet ? messages.electronQuiet : fetched.detail))
  }
  return fetched.binary
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

await runFromCommandLine(start)
