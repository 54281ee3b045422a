import type { StoreFile } from '../../db/open.ts'
import type { Recorder } from '../../db/recorder.ts'
import type { PolicyAt } from '../../domain/clocks.ts'
import type { Policy } from '../../domain/policy.ts'
import type { PromiseWatch } from '../jobs/promise-watch.ts'
import type { Sweeper } from '../jobs/sweeper.ts'
import type { Shell } from '../shell/shell.ts'
import type { Pusher } from '../sync/pusher.ts'
import type { ChangeHub } from './changes.ts'
import type { Clock } from './clock.ts'
import type { FileVault } from './files/vault.ts'
import type { Log } from './log.ts'
import type { Pins } from './people/pins.ts'
import type { Sessions, SignedIn } from './people/sessions.ts'
import type { Till } from './till/till.ts'

/** Everything a use case may need; made once by desk.ts. */
export interface DeskContext {
  readonly file: StoreFile
  readonly recorder: Recorder
  readonly clock: Clock
  /** The policy in force now. */
  readonly policy: () => Policy
  /** The version in force at an instant (ms), with the calendar as it is known now. */
  readonly policyAt: PolicyAt
  readonly pins: Pins
  readonly sessions: Sessions
  readonly changes: ChangeHub
  readonly vault: FileVault
  readonly pusher: Pusher
  readonly sweeper: Sweeper
  readonly promiseWatch: PromiseWatch
  readonly till: Till
  readonly shell: Shell
  readonly log: Log
}

/** A call by somebody who is signed in. */
export interface Caller {
  readonly desk: DeskContext
  readonly me: SignedIn
  readonly token: string
}
