import path from 'node:path'
import { parseArgs } from 'node:util'
import { defaultDataFolder } from './data-folder.ts'

/** What the person who starts the desk may decide. */
export interface StartOptions {
  help: boolean
  /** Make and open the demo store of invented people. */
  demo: boolean
  /** Absolute path of the folder that holds the store's data. */
  dataDir: string
  /** The port of the browser host; 0 takes any free one. */
  port: number
  /** Whether a window is opened, or only the link printed. */
  open: boolean
}

export type UsageProblem =
  | 'unknown_option'
  | 'unexpected_word'
  | 'missing_value'
  | 'unwanted_value'
  | 'bad_port'

/** The command line asks for something that the program does not know; `word` is what it could not use. */
export class UsageError extends Error {
  readonly problem: UsageProblem
  readonly word: string
  constructor(problem: UsageProblem, word: string) {
    super(`${problem}: ${word}`)
    this.name = 'UsageError'
    this.problem = problem
    this.word = word
  }
}

/** The port of the browser host when nobody names one. */
export const defaultPort = 8780

const known = {
  help: { type: 'boolean' },
  demo: { type: 'boolean' },
  data: { type: 'string' },
  port: { type: 'string' },
  'no-open': { type: 'boolean' },
} as const

/**
 * Reads the options of a start from the words after the program's name.
 * Throws UsageError at the first word it cannot use. With `unknown: 'ignore'` words that it does not know are passed
 * over: Electron's own switches stand in the same list.
 */
export function parseOptions(
  args: readonly string[],
  { unknown = 'refuse', platform = process.platform, env = process.env, cwd = process.cwd() } = {} as {
    unknown?: 'refuse' | 'ignore'
    platform?: NodeJS.Platform
    env?: NodeJS.ProcessEnv
    cwd?: string
  },
): StartOptions {
  const { tokens } = parseArgs({
    args: [...args],
    options: known,
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  const flags = new Set<string>()
  const values = new Map<string, string>()
  for (const token of tokens) {
    if (token.kind === 'positional' && unknown === 'refuse')
      throw new UsageError('unexpected_word', token.value)
    if (token.kind !== 'option') continue
    if (!isKnown(token.name)) {
      if (unknown === 'refuse') throw new UsageError('unknown_option', token.rawName)
    } else if (known[token.name].type === 'boolean') {
      if (token.value !== undefined) throw new UsageError('unwanted_value', token.rawName)
      flags.add(token.name)
    } else {
      const swallowed = token.inlineValue === false && token.value?.startsWith('-')
      if (!token.value || swallowed) throw new UsageError('missing_value', token.rawName)
      values.set(token.name, token.value)
    }
  }
  const demo = flags.has('demo')
  const data = values.get('data')
  return {
    help: flags.has('help'),
    demo,
    dataDir: data === undefined ? defaultDataFolder(demo, platform, env) : path.resolve(cwd, data),
    port: readPort(values.get('port')),
    open: !flags.has('no-open'),
  }
}

function isKnown(name: string): name is keyof typeof known {
  return Object.hasOwn(known, name)
}

function readPort(word: string | undefined): number {
  if (word === undefined) return defaultPort
  const port = Number(word)
  if (!/^\d{1,5}$/.test(word) || port > 65_535) throw new UsageError('bad_port', word)
  return port
}
