import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { StoreFile } from '../../db/open.ts'
import { ensureWritableFolder, OpenError, openStoreFile } from '../../db/open.ts'
import { openRecorder } from '../../db/recorder.ts'
import { openPromiseWatch } from '../jobs/promise-watch.ts'
import { openRetentionJob } from '../jobs/retention.ts'
import { openSweeper } from '../jobs/sweeper.ts'
import type { Shell } from '../shell/shell.ts'
import { openPusher } from '../sync/pusher.ts'
import { createChangeHub } from './changes.ts'
import type { Clock } from './clock.ts'
import { systemClock } from './clock.ts'
import type { Registrar } from './complaints/register.ts'
import { openRegistrar } from './complaints/register.ts'
import type { DeskContext } from './context.ts'
import { fillDemo } from './demo/fill.ts'
import { diskRefusal } from './errors.ts'
import { sweepStagingDaily } from './files/staging-sweep.ts'
import { openFileVault } from './files/vault.ts'
import { openFrontDoor } from './front-door.ts'
import type { FolderLock } from './lock.ts'
import { lockFolder } from './lock.ts'
import { openLog } from './log.ts'
import type { PinCost } from './people/argon2.ts'
import { standardPinCost } from './people/argon2.ts'
import { openPins } from './people/pins.ts'
import { openSessions } from './people/sessions.ts'
import { openPolicies } from './policies.ts'
import { deskStatus } from './store.ts'
import { openTill } from './till/till.ts'

export interface DeskOptions {
  /** The folder that holds everything of the store. */
  readonly dataDir: string
  /** Fill an empty folder with the demo store. */
  readonly demo?: boolean
  readonly shell: Shell
  /** Folder of the built page; default: out/renderer of the program. */
  readonly rendererDir?: string
  readonly clock?: Clock
  readonly pinCost?: PinCost
  /** 0 ≤ x < 1, for the jitter of retries. */
  readonly random?: () => number
}

/** Why the desk does not start; `params` fill the sentence that a person reads. */
export class StartError extends Error {
  override readonly name = 'StartError'
  readonly code: OpenError['code'] | 'already_open' | 'port_in_use' | 'disk_full'
  readonly params: Readonly<Record<string, string>>
  constructor(code: StartError['code'], params: Record<string, string>, cause?: unknown) {
    super(`${code}: ${JSON.stringify(params)}`, { cause })
    this.code = code
    this.params = params
  }
}

/** The running service of one store. */
export interface Desk {
  fetch(request: Request): Promise<Response>
  /** What the front door works with, for measuring behind it. */
  readonly inside: { readonly context: DeskContext; readonly registrar: Registrar }
  /** Says where this desk answers, so that a second start can hand over to it. */
  announce(url: string): void
  /** The computer woke from sleep: looks at once at what fell due meanwhile, and for a line to head office. */
  wake(): void
  close(): Promise<void>
}

function builtPage(): string {
  const here = dirname(fileURLToPath(import.meta.url))
  const places = [join(here, '../../out/renderer'), join(here, '../renderer')]
  return resolve(
    places.find((place) => existsSync(join(place, 'index.html'))) ?? join(here, '../../out/renderer'),
  )
}

/** What a person can do something about becomes a StartError; everything else stays as it is. */
function startErrorOf(error: unknown, folder: string): unknown {
  if (error instanceof OpenError) return new StartError(error.code, { ...error.params }, error)
  if (diskRefusal(error)?.view.key === 'disk_full') return new StartError('disk_full', { folder }, error)
  return error
}

function openParts(options: DeskOptions) {
  const { dataDir } = options
  try {
    ensureWritableFolder(dataDir)
    const lock = lockFolder(dataDir)
    if ('takenAt' in lock) {
      const where: Record<string, string> = lock.takenAt === null ? {} : { url: lock.takenAt }
      throw new StartError('already_open', { folder: dataDir, ...where })
    }
    try {
      return { lock, file: openStoreFile(join(dataDir, 'store.sqlite')) }
    } catch (error) {
      lock.release()
      throw error
    }
  } catch (error) {
    throw startErrorOf(error, dataDir)
  }
}

/**
 * Opens the desk of one store: one process, one folder, one file.
 * @param options folder and what surrounds the desk
 * @throws StartError folder_not_writable, already_open, newer_file, damaged, disk_full
 */
export async function openDesk(options: DeskOptions): Promise<Desk> {
  const { lock, file } = openParts(options)
  try {
    return await openOn(options, lock, file)
  } catch (error) {
    file.raw.close()
    lock.release()
    throw startErrorOf(error, options.dataDir)
  }
}

async function openOn(options: DeskOptions, lock: FolderLock, file: StoreFile): Promise<Desk> {
  const clock = options.clock ?? systemClock
  const log = openLog(options.dataDir)
  const recorder = openRecorder(file)
  const changes = createChangeHub()
  const { policy, policyAt } = openPolicies(file, changes)
  const context: DeskContext = {
    file,
    recorder,
    clock,
    policy,
    policyAt,
    changes,
    log,
    pins: openPins(file, options.pinCost ?? standardPinCost, clock, policy),
    sessions: openSessions(file, clock, policy),
    vault: openFileVault(options.dataDir, clock.now),
    pusher: openPusher({ file, recorder, clock, changes, log, random: options.random ?? Math.random }),
    sweeper: openSweeper(() => context),
    promiseWatch: openPromiseWatch(() => context),
    till: openTill(options.dataDir, () => context),
    shell: options.shell,
  }
  const registrar = openRegistrar(context)
  const endStagingSweep = sweepStagingDaily(context)
  if (options.demo === true && deskStatus(context).needsSetup) await fillDemo(context)
  void context.sweeper.sweepAll()
  void context.promiseWatch.watch()
  const retention = openRetentionJob(() => context)
  retention.start()
  log.info({ entries: recorder.head().seq }, 'desk open')
  const fetch = openFrontDoor({ desk: context, registrar, rendererDir: options.rendererDir ?? builtPage() })
  return {
    fetch,
    inside: { context, registrar },
    announce: lock.announce,
    wake() {
      log.info({}, 'desk woke')
      void context.sweeper.sweep()
      void context.promiseWatch.watch()
      context.pusher.soon()
    },
    async close() {
      endStagingSweep()
      await retention.close()
      await context.sweeper.close()
      await context.promiseWatch.close()
      await context.till.close()
      await context.pusher.close()
      file.raw.close()
      lock.release()
      log.close()
    },
  }
}
