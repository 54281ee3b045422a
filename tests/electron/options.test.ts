import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { defaultDataFolder } from '../../electron/start/data-folder.ts'
import { type StartLanguage, startLanguage } from '../../electron/start/language.ts'
import {
  isStartFailure,
  type StartFailure,
  startFailureSentence,
  startMessages,
  usageSentence,
} from '../../electron/start/messages.ts'
import { parseOptions, UsageError } from '../../electron/start/options.ts'

describe('the options of a start', () => {
  it("are a window on the store's own data at the usual port when nothing is said", () => {
    expect(parseOptions([], { platform: 'linux', env: { XDG_DATA_HOME: '/data' } })).toEqual({
      help: false,
      demo: false,
      dataDir: path.join('/data', 'countersign'),
      port: 8780,
      open: true,
    })
  })

  it('take a folder, a port and no window', () => {
    const options = parseOptions(['--data', 'store', '--port=0', '--no-open'], { cwd: '/shop' })
    expect(options).toMatchObject({ dataDir: path.resolve('/shop', 'store'), port: 0, open: false })
  })

  it('keep the demo store in a folder of its own', () => {
    const env = { XDG_DATA_HOME: '/data' }
    expect(parseOptions(['--demo'], { platform: 'linux', env }).dataDir).toBe(
      path.join('/data', 'countersign-demo'),
    )
  })

  it.each([
    [['--dmeo'], 'There is no option --dmeo. See --help for the options.'],
    [['demo'], '“demo” is not an option. See --help for the options.'],
    [['--data'], '--data needs a value after it. See --help for the options.'],
    [['--data', '--demo'], '--data needs a value after it. See --help for the options.'],
    [['--data='], '--data needs a value after it. See --help for the options.'],
    [['--demo=yes'], '--demo takes no value. See --help for the options.'],
    [
      ['--port', '65536'],
      '“65536” is not a port; a port is a number from 0 to 65535. See --help for the options.',
    ],
    [
      ['--port', '8e3'],
      '“8e3” is not a port; a port is a number from 0 to 65535. See --help for the options.',
    ],
    [['--port', '-1'], '--port needs a value after it. See --help for the options.'],
  ])('refuse %j with a sentence', (args, sentence) => {
    const refusal = usageErrorOf(() => parseOptions(args))
    expect(usageSentence(refusal, startMessages('en'))).toBe(sentence)
    expect(usageSentence(refusal, startMessages('zh-CN'))).toMatch(/\p{Script=Han}/u)
  })

  it('pass over the switches of Electron when Electron reads them', () => {
    const args = ['--no-sandbox', '/project', '--data=/store', '--demo']
    expect(parseOptions(args, { unknown: 'ignore' })).toMatchObject({
      dataDir: path.resolve('/store'),
      demo: true,
    })
  })
})

describe('the place of the data', () => {
  it.each([
    ['linux', { XDG_DATA_HOME: '/x' }, path.join('/x', 'countersign')],
    ['win32', { APPDATA: '/roaming' }, path.join('/roaming', 'countersign')],
    ['darwin', {}, path.join('Library', 'Application Support', 'countersign')],
    ['linux', {}, path.join('.local', 'share', 'countersign')],
  ] as const)("is the platform's own on %s", (platform, env, folder) => {
    expect(defaultDataFolder(false, platform, env).endsWith(folder)).toBe(true)
  })
})

describe('the language of a start', () => {
  it.each([
    [{ LANG: 'zh_CN.UTF-8' }, 'en-US', 'zh-CN'],
    [{ LC_ALL: 'zh_TW', LANG: 'en_US.UTF-8' }, 'en-US', 'zh-CN'],
    [{ LC_ALL: 'en_US.UTF-8', LANG: 'zh_CN.UTF-8' }, 'zh-CN', 'en'],
    [{ LANG: 'C.UTF-8' }, 'zh-Hans-CN', 'zh-CN'],
    [{}, 'zh', 'zh-CN'],
    [{}, 'de-DE', 'en'],
    [{ LANG: 'zha' }, 'en', 'en'],
  ] as [NodeJS.ProcessEnv, string, StartLanguage][])(
    'with %j on a system in %s is %s',
    (env, system, language) => {
      expect(startLanguage(env, system)).toBe(language)
    },
  )

  it('has every sentence in both languages, and no sentence of one in the other', () => {
    const english = startMessages('en')
    const chinese = startMessages('zh-CN')
    expect(Object.keys(chinese)).toEqual(Object.keys(english))
    for (const sentence of Object.values(chinese)) expect(spoken(sentence)).toMatch(/\p{Script=Han}/u)
    for (const sentence of Object.values(english)) expect(spoken(sentence)).not.toMatch(/\p{Script=Han}/u)
  })
})

describe('a desk that does not open', () => {
  const asked = { dataDir: '/store', port: 8780 }

  it.each(['folder_not_writable', 'already_open', 'newer_file', 'damaged', 'disk_full'])(
    'says of %s which folder is meant',
    (code) => {
      expect(startFailureSentence(failure(code), asked, startMessages('en'))).toContain('/store')
      expect(startFailureSentence(failure(code), asked, startMessages('zh-CN'))).toContain('/store')
    },
  )

  it('says where it already runs, but follows no address that is not a web address', () => {
    const open = failure('already_open', { url: 'http://127.0.0.1:8780/' })
    expect(startFailureSentence(open, asked, startMessages('en'))).toMatch(
      /already open: http:\/\/127\.0\.0\.1:8780\/$/,
    )
    const strange = failure('already_open', { url: 'file:///etc/passwd' })
    expect(startFailureSentence(strange, asked, startMessages('en'))).not.toContain('passwd')
  })

  it('leaves every other error to be seen as what it is', () => {
    expect(isStartFailure(new Error('ENOENT'))).toBe(false)
    expect(isStartFailure(Object.assign(new Error('x'), { code: 'ENOENT', params: {} }))).toBe(false)
  })
})

function failure(code: string, params: StartFailure['params'] = {}): StartFailure {
  const error = Object.assign(new Error(code), { code, params })
  if (!isStartFailure(error)) throw new Error(`${code} has no sentence`)
  return error
}

function usageErrorOf(parse: () => void): UsageError {
  try {
    parse()
  } catch (error) {
    if (error instanceof UsageError) return error
    throw error
  }
  throw new Error('the command line was accepted')
}

function spoken(sentence: string | ((...words: [string, string]) => string)): string {
  return typeof sentence === 'string' ? sentence : sentence('A', 'B')
}
