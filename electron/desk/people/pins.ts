import { randomBytes } from 'node:crypto'
import type { StoreFile } from '../../../db/open.ts'
import type { Policy } from '../../../domain/policy.ts'
import type { Clock } from '../clock.ts'
import { DeskError } from '../errors.ts'
import type { PinCost } from './argon2.ts'
import { hashPin, verifyPin } from './argon2.ts'

/** Wrong PINs over all people, as a multiple of the policy's number, before the whole desk locks. */
const deskFactor = 4

/** Checks PINs and locks after wrong ones. The lock is a length of time on a clock that nobody can set. */
export interface Pins {
  /** Hash of a new PIN in PHC string format. */
  hash(pin: string): Promise<string>
  /** Keeps the hash and ends the person's lock; inside or outside a command. */
  keep(staffId: string, hash: string): void
  /**
   * @param staffId whose PIN; null for a number that nobody has, which takes as long and fails
   * @param pin what was typed
   * @param field the input field to name
   * @throws DeskError not_allowed/wrong_pin with the tries left, or not_allowed/locked with `until`
   */
  check(staffId: string | null, pin: string, field: string): Promise<void>
}

interface Lock {
  failures: number
  /** On the monotonic clock. */
  openAt: number
}

/**
 * @param file the store's file: hashes and locks outlast a restart
 * @param cost what a hash costs
 * @param clock time
 * @param policy the policy in force
 */
export function openPins(file: StoreFile, cost: PinCost, clock: Clock, policy: () => Policy): Pins {
  const { raw } = file
  const selectHash = raw.prepare<[string], { hash: string }>('SELECT hash FROM staff_pin WHERE staff_id = ?')
  const upsertHash = raw.prepare(
    'INSERT INTO staff_pin (staff_id, hash) VALUES (?, ?) ON CONFLICT(staff_id) DO UPDATE SET hash = excluded.hash',
  )
  const upsertLock = raw.prepare(
    `INSERT INTO pin_lock (subject, failures, lock_ms) VALUES (?, ?, ?)
     ON CONFLICT(subject) DO UPDATE SET failures = excluded.failures, lock_ms = excluded.lock_ms`,
  )
  const locks = new Map<string, Lock>(
    raw
      .prepare<[], { subject: string; failures: number; lockMs: number }>(
        'SELECT subject, failures, lock_ms AS lockMs FROM pin_lock',
      )
      .all()
      // A restart begins the whole lock again: nobody gains by it.
      .map((row) => [row.subject, { failures: row.failures, openAt: clock.monotonic() + row.lockMs }]),
  )
  const hash = (pin: string) => hashPin(pin, cost)
  const nobody = hash(randomBytes(8).toString('hex'))
  let queue: Promise<void> = Promise.resolve()

  function refuseLocked(subject: string, field: string): void {
    const left = (locks.get(subject)?.openAt ?? 0) - clock.monotonic()
    if (left <= 0) return
    throw new DeskError('not_allowed', 'locked', {
      field,
      params: { until: new Date(clock.now() + left).toISOString(), seconds: Math.ceil(left / 1000) },
    })
  }

  /** @returns tries left before the next lock; 0 when it locked now */
  function fail(subject: string, allowed: number): number {
    const rules = policy().pin
    const failures = (locks.get(subject)?.failures ?? 0) + 1
    const times = failures - allowed
    const lockMs = times < 0 ? 0 : Math.min(rules.firstLockSeconds * 2 ** times, rules.maxLockSeconds) * 1000
    locks.set(subject, { failures, openAt: clock.monotonic() + lockMs })
    upsertLock.run(subject, failures, lockMs)
    return Math.max(0, allowed - failures)
  }

  function clear(subject: string): void {
    if (!locks.delete(subject)) return
    upsertLock.run(subject, 0, 0)
  }

  async function checkNow(staffId: string | null, pin: string, field: string): Promise<void> {
    const subject = `staff:${staffId ?? 'unknown'}`
    refuseLocked('desk', field)
    refuseLocked(subject, field)
    const stored = staffId === null ? undefined : selectHash.get(staffId)?.hash
    const right = await verifyPin(pin, stored ?? (await nobody))
    if (right && stored !== undefined) {
      clear(subject)
      clear('desk')
      return
    }
    const { wrongInARow } = policy().pin
    fail('desk', wrongInARow * deskFactor)
    const left = fail(subject, wrongInARow)
    if (left === 0) refuseLocked(subject, field)
    throw new DeskError('not_allowed', 'wrong_pin', { field, params: { left } })
  }

  return {
    hash,
    keep: (staffId, encoded) => {
      upsertHash.run(staffId, encoded)
      clear(`staff:${staffId}`)
    },
    // One after the other, so that a hundred guesses at once are still counted one by one.
    check: (staffId, pin, field) => {
      const turn = queue.then(() => checkNow(staffId, pin, field))
      queue = turn.catch(() => undefined)
      return turn
    },
  }
}
