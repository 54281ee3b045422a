import { createHash, randomBytes } from 'node:crypto'
import type { StoreFile } from '../../../db/open.ts'
import type { Person } from '../../../domain/complaint/judge.ts'
import type { Policy } from '../../../domain/policy.ts'
import type { Department, Role } from '../../../domain/vocabulary.ts'
import type { Clock } from '../clock.ts'
import { DeskError } from '../errors.ts'

/** Who is signed in. */
export interface SignedIn extends Person {
  readonly number: string
  readonly name: string
}

export interface Sessions {
  /**
   * @param staffId who gave the right PIN
   * @returns the token for the request header; only its hash is kept
   */
  start(staffId: string): string
  /**
   * @param token from the request header
   * @param active false for what the page does by itself, which keeps no session alive
   * @returns who is signed in
   * @throws DeskError signed_out when the token is none, too long unused, or of a person who left
   */
  require(token: string | null, active?: boolean): SignedIn
  end(token: string): void
  /**
   * @param staffId who looks
   * @returns when this person signed in the time before the present one, ms; 0 when never
   */
  previousStart(staffId: string): number
  /** Ends every session of a person whose PIN or role changed. */
  endAllOf(staffId: string): void
}

const minuteMs = 60_000

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/**
 * @param file the store's file: sessions outlast a restart of the desk
 * @param clock time
 * @param policy the policy in force (idle minutes)
 */
export function openSessions(file: StoreFile, clock: Clock, policy: () => Policy): Sessions {
  const { raw } = file
  const insert = raw.prepare(
    'INSERT INTO session (token_hash, staff_id, started_at, seen_at) VALUES (?, ?, ?, ?)',
  )
  const select = raw.prepare<
    [string],
    {
      staffId: string
      seenAt: number
      number: string
      name: string
      role: Role
      department: Department | null
    }
  >(
    `SELECT s.id AS staffId, x.seen_at AS seenAt, s.number, s.name, s.role, s.department
     FROM session x JOIN staff s ON s.id = x.staff_id WHERE x.token_hash = ? AND s.active = 1`,
  )
  const touch = raw.prepare('UPDATE session SET seen_at = ? WHERE token_hash = ?')
  const remove = raw.prepare('DELETE FROM session WHERE token_hash = ?')
  const removeOf = raw.prepare('DELETE FROM session WHERE staff_id = ?')
  const removeOld = raw.prepare('DELETE FROM session WHERE seen_at < ?')
  const selectLast = raw.prepare<[string], { previousAt: number }>(
    'SELECT previous_at AS previousAt FROM last_sign_in WHERE staff_id = ?',
  )
  const upsertLast = raw.prepare(
    `INSERT INTO last_sign_in (staff_id, previous_at, at) VALUES (?, 0, ?)
     ON CONFLICT(staff_id) DO UPDATE SET previous_at = at, at = excluded.at`,
  )
  const idleMs = () => policy().session.idleMinutes * minuteMs
  /** Seen since the last write to the file, so that reading does not write at every call. */
  const seen = new Map<string, number>()

  return {
    previousStart: (staffId) => selectLast.get(staffId)?.previousAt ?? 0,
    start(staffId) {
      const token = randomBytes(32).toString('base64url')
      removeOld.run(clock.now() - idleMs())
      insert.run(hashOf(token), staffId, clock.now(), clock.now())
      upsertLast.run(staffId, clock.now())
      return token
    },
    require(token, active = true) {
      if (token === null) throw new DeskError('signed_out', 'signed_out')
      const hash = hashOf(token)
      const row = select.get(hash)
      if (row === undefined) throw new DeskError('signed_out', 'signed_out')
      const now = clock.now()
      const last = Math.max(row.seenAt, seen.get(hash) ?? 0)
      if (now - last > idleMs()) {
        remove.run(hash)
        seen.delete(hash)
        throw new DeskError('signed_out', 'signed_out')
      }
      if (active) {
        seen.set(hash, now)
        if (now - row.seenAt > minuteMs) touch.run(now, hash)
      }
      return {
        staffId: row.staffId,
        number: row.number,
        name: row.name,
        role: row.role,
        department: row.department,
      }
    },
    end(token) {
      remove.run(hashOf(token))
      seen.delete(hashOf(token))
    },
    endAllOf(staffId) {
      removeOf.run(staffId)
    },
  }
}
