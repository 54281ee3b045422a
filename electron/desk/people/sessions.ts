import { createHash, randomBytes } from 'node:crypto'
import type { StoreFile } from '../../../db/open.ts'
import type { Person } from '../../../domain/complaint/judge.ts'
import type { Policy } from '../../../domain/policy.ts'
import type { Department, Role } from '../../../domain/vocabulary.ts'
import type { Clock } from '../clock.ts'
import { DeskError, diskRefusal } from '../errors.ts'

/** Who is signed in. */
export interface SignedIn extends Person {
  readonly number: string
  readonly name: string
}

export interface Sessions {
  /**
   * @param staffId who gave the right PIN
   * @param signsIn false for a pass that the desk itself makes, such as for a print: nobody came in
   * @returns the token for the request header; only its hash is kept
   */
  start(staffId: string, signsIn?: boolean): string
  /**
   * @param token from the request header
   * @param active false for what the page does by itself, which keeps no session alive
   * @returns who is signed in
   * @throws DeskError signed_out when the token is none, too long unused, or of a person who left;
   *   not_allowed/survey_locked while the screen is turned to a customer
   */
  require(token: string | null, active?: boolean): SignedIn
  /**
   * Whoever is signed in at a screen that is turned to a customer.
   * @returns the person, and the complaint whose survey the screen shows
   * @throws DeskError signed_out, not_allowed/screen_not_turned
   */
  requireTurned(token: string | null): { readonly me: SignedIn; readonly complaintId: string }
  /**
   * Turns the screen of a session to the customer of a complaint, or back; kept in the file, so that no reload gets past it.
   * @param complaintId whose survey is all that the session may ask for; null opens it again
   */
  turn(token: string, complaintId: string | null): void
  end(token: string): void
  /**
   * @param staffId who looks
   * @returns when this person signed in the time before the present one, ms; 0 when never
   */
  previousStart(staffId: string): number
  /** Ends every session of a person whose PIN or role changed, but the one with `exceptToken`. */
  endAllOf(staffId: string, exceptToken?: string): void
  /**
   * @returns since when nobody is signed in, ms; null while somebody is, or before anybody ever was
   */
  unmannedSince(): number | null
  /** @returns when the earliest of the running sessions began, ms; null when there is none */
  lastStart(): number | null
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
      surveyOf: string | null
      number: string
      name: string
      role: Role
      department: Department | null
    }
  >(
    `SELECT s.id AS staffId, x.seen_at AS seenAt, x.survey_of AS surveyOf, s.number, s.name, s.role, s.department
     FROM session x JOIN staff s ON s.id = x.staff_id WHERE x.token_hash = ? AND s.active = 1`,
  )
  const touch = raw.prepare('UPDATE session SET seen_at = ? WHERE token_hash = ?')
  const turn = raw.prepare('UPDATE session SET survey_of = ? WHERE token_hash = ?')
  const remove = raw.prepare('DELETE FROM session WHERE token_hash = ?')
  const removeOf = raw.prepare('DELETE FROM session WHERE staff_id = ? AND token_hash <> ?')
  const removeOld = raw.prepare('DELETE FROM session WHERE seen_at < ?')
  const selectLast = raw.prepare<[string], { previousAt: number }>(
    'SELECT previous_at AS previousAt FROM last_sign_in WHERE staff_id = ?',
  )
  const upsertLast = raw.prepare(
    `INSERT INTO last_sign_in (staff_id, previous_at, at) VALUES (?, 0, ?)
     ON CONFLICT(staff_id) DO UPDATE SET previous_at = at, at = excluded.at`,
  )
  const selectAll = raw.prepare<[], { hash: string; seenAt: number; startedAt: number }>(
    'SELECT token_hash AS hash, seen_at AS seenAt, started_at AS startedAt FROM session',
  )
  const selectGone = raw.prepare<[], { at: number }>('SELECT signed_out_at AS at FROM desk_watch')
  const upsertGone = raw.prepare(
    `INSERT INTO desk_watch (id, signed_out_at) VALUES (1, ?)
     ON CONFLICT(id) DO UPDATE SET signed_out_at = max(signed_out_at, excluded.signed_out_at)`,
  )
  const idleMs = () => policy().session.idleMinutes * minuteMs
  /** Seen since the last write to the file, so that reading does not write at every call. */
  const seen = new Map<string, number>()

  /** Until when each session counts: its last use and the idle minutes. */
  function ends(): { startedAt: number; endsAt: number }[] {
    return selectAll.all().map(({ hash, seenAt, startedAt }) => ({
      startedAt,
      endsAt: Math.max(seenAt, seen.get(hash) ?? 0) + idleMs(),
    }))
  }

  /** A disk that takes nothing keeps nobody from reading; meanwhile memory knows. */
  function noteSeen(hash: string, now: number): void {
    try {
      touch.run(now, hash)
    } catch (error) {
      if (diskRefusal(error) === null) throw error
    }
  }

  function signedIn(token: string | null, active: boolean): { me: SignedIn; surveyOf: string | null } {
    if (token === null) throw new DeskError('signed_out', 'signed_out')
    const hash = hashOf(token)
    const row = select.get(hash)
    if (row === undefined) throw new DeskError('signed_out', 'signed_out')
    const now = clock.now()
    const last = Math.max(row.seenAt, seen.get(hash) ?? 0)
    if (now - last > idleMs()) {
      remove.run(hash)
      upsertGone.run(last + idleMs())
      seen.delete(hash)
      throw new DeskError('signed_out', 'signed_out')
    }
    if (active) {
      seen.set(hash, now)
      if (now - row.seenAt > minuteMs) noteSeen(hash, now)
    }
    const { staffId, number, name, role, department, surveyOf } = row
    return { me: { staffId, number, name, role, department }, surveyOf }
  }

  return {
    unmannedSince() {
      const gone = selectGone.get()?.at
      const last = Math.max(gone ?? Number.NEGATIVE_INFINITY, ...ends().map(({ endsAt }) => endsAt))
      if (!Number.isFinite(last) || ends().some(({ endsAt }) => endsAt >= clock.now())) return null
      return last
    },
    lastStart() {
      const running = ends().filter(({ endsAt }) => endsAt >= clock.now())
      return running.length === 0 ? null : Math.min(...running.map(({ startedAt }) => startedAt))
    },
    previousStart: (staffId) => selectLast.get(staffId)?.previousAt ?? 0,
    start(staffId, signsIn = true) {
      const token = randomBytes(32).toString('base64url')
      removeOld.run(clock.now() - idleMs())
      insert.run(hashOf(token), staffId, clock.now(), clock.now())
      if (signsIn) upsertLast.run(staffId, clock.now())
      return token
    },
    require(token, active = true) {
      const { me, surveyOf } = signedIn(token, active)
      if (surveyOf !== null) throw new DeskError('not_allowed', 'survey_locked')
      return me
    },
    requireTurned(token) {
      const { me, surveyOf } = signedIn(token, true)
      if (surveyOf === null) throw new DeskError('not_allowed', 'screen_not_turned')
      return { me, complaintId: surveyOf }
    },
    turn(token, complaintId) {
      turn.run(complaintId, hashOf(token))
    },
    end(token) {
      if (remove.run(hashOf(token)).changes > 0) upsertGone.run(clock.now())
      seen.delete(hashOf(token))
    },
    endAllOf(staffId, exceptToken = '') {
      if (removeOf.run(staffId, hashOf(exceptToken)).changes > 0) upsertGone.run(clock.now())
    },
  }
}
