import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { findTestBrowser } from './chromium.ts'

// Runs before the tests: finds what they need beside Node (a Chromium, Chinese fonts, PostgreSQL, a PDF reader), installs
// what is missing where it may, and says which it uses. Only a missing Chromium ends the tests.

interface Need {
  name: string
  /** Where it is, in words, or null when it is missing. */
  find: () => string | null
  /** Debian's packages that bring it. */
  packages: string[]
  /** Whether apt is asked on this system at all. */
  apt: boolean
  /** Another way to get it, tried after apt. */
  otherwise?: () => void
  /** What its absence means, for a person. */
  without: string
}

const system = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : ''
const projectDir = path.resolve(import.meta.dirname, '..', '..')

/** How apt may be called here: as root, or by a sudo that asks no password; null where it may not. */
function findApt(): string[] | null {
  if (!succeeds('apt-get', ['--version'])) return null
  if (process.getuid?.() === 0) return []
  return succeeds('sudo', ['-n', 'true']) ? ['sudo', '-n'] : null
}

function succeeds(command: string, args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0
}

function findChineseFont(): string | null {
  if (process.platform !== 'linux') return `the fonts of ${process.platform}`
  const listed = spawnSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8' })
  const families = (listed.stdout ?? '').split('\n').filter((line) => line !== '')
  return (families.find((family) => /CJK SC/.test(family)) ?? families[0])?.split(',')[0] ?? null
}

function findPostgres(): string | null {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [
    ...versions.map((version) => path.join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(path.delimiter),
  ]
  const name = process.platform === 'win32' ? 'initdb.exe' : 'initdb'
  return folders.find((folder) => existsSync(path.join(folder, name))) ?? null
}

function findPdfReader(): string | null {
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  return folders.map((folder) => path.join(folder, 'pdftotext')).find((file) => existsSync(file)) ?? null
}

/** Playwright's own Chromium, with the system libraries it needs where apt may bring them. */
function downloadChromium(): void {
  const cli = path.join(projectDir, 'node_modules', 'playwright-core', 'cli.js')
  const libraries = findApt() === null ? [] : ['--with-deps']
  spawnSync(process.execPath, [cli, 'install', '--no-shell', ...libraries, 'chromium'], { stdio: 'inherit' })
}

const needs: Need[] = [
  {
    name: 'Chromium',
    find: () => {
      const browser = findTestBrowser()
      return browser && `${browser.path} (${browser.from})`
    },
    packages: ['chromium'],
    // Ubuntu's package of this name is only a stub for a snap.
    apt: /^ID=debian$/m.test(system),
    otherwise: downloadChromium,
    without: 'the tests cannot run. Install Chromium or Chrome, or name one in CHROMIUM_PATH',
  },
  {
    name: 'Chinese fonts',
    find: findChineseFont,
    packages: ['fontconfig', 'fonts-noto-cjk'],
    apt: true,
    without: 'Chinese in the screenshots will be empty boxes',
  },
  {
    name: 'PostgreSQL',
    find: findPostgres,
    packages: ['postgresql'],
    apt: true,
    without: 'head office is tested on the PGlite inside it only',
  },
  {
    name: 'PDF reader',
    find: findPdfReader,
    packages: ['poppler-utils'],
    apt: true,
    without: 'what a PDF says is not read back',
  },
]

function install(missing: Need[]): void {
  const apt = findApt()
  const byApt = missing.filter((need) => need.apt)
  if (apt !== null && byApt.length > 0) {
    const packages = byApt.flatMap((need) => need.packages)
    process.stdout.write(`Installing with apt: ${packages.join(' ')}\n`)
    const call = (...args: string[]) => {
      const [command = 'apt-get', ...rest] = [
        ...apt,
        'env',
        'DEBIAN_FRONTEND=noninteractive',
        'apt-get',
        ...args,
      ]
      spawnSync(command, rest, { stdio: ['ignore', 'ignore', 'inherit'] })
    }
    call('update', '-qq')
    call('install', '-y', '-qq', '--no-install-recommends', ...packages)
  }
  for (const need of missing) {
    if (need.find() === null) need.otherwise?.()
  }
}

const missing = needs.filter((need) => need.find() === null)
if (missing.length > 0) install(missing)
for (const need of needs) {
  const found = need.find()
  process.stdout.write(`${need.name}: ${found ?? `missing, so ${need.without}`}\n`)
}
if (findTestBrowser() === null) process.exitCode = 1
