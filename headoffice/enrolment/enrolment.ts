import { and, eq, isNull, lt } from 'drizzle-orm'
import { requiredText, storeCodeSchema, textLimits } from '../../domain/text.ts'
import type { Database } from '../database.ts'
import { Problem } from '../http/problem.ts'
import type { EnrolRequest } from '../http/wire.ts'
import { desk, enrolmentCode, store } from '../tables.ts'
import { newEnrolmentCode, newToken, readEnrolmentCode, secretHash } from './secrets.ts'

/** How long a code can be used. */
const codeLifeMs = 24 * 60 * 60_000

const storeNameSchema = requiredText(textLimits.name)

/**
 * Issues a one-time enrolment code; only its hash is kept. Codes that ended more than thirty days ago are forgotten.
 * @param database head office's
 * @param storeCode such as SZ001
 * @param storeName such as 南山店
 * @param now milliseconds since 1970
 * @returns the code, to be told once, and when it ends
 * @throws ZodError when code or name of the store cannot be one
 */
export async function issueCode(
  database: Database,
  storeCode: string,
  storeName: string,
  now: number,
): Promise<{ code: string; expiresAt: Date }> {
  const code = newEnrolmentCode()
  const expiresAt = new Date(now + codeLifeMs)
  const row = {
    codeHash: secretHash(code),
    store: storeCodeSchema.parse(storeCode),
    storeName: storeNameSchema.parse(storeName),
    createdAt: new Date(now),
    expiresAt,
  }
  await database.delete(enrolmentCode).where(lt(enrolmentCode.expiresAt, new Date(now - 30 * codeLifeMs)))
  await database.insert(enrolmentCode).values(row)
  return { code, expiresAt }
}

export type Enrolled = { store: string; storeName: string; token: string }

/**
 * Enrols a desk with its code. It takes over from any desk that was enrolled for the store before: a replaced or stolen
 * computer can push no more.
 * @param database head office's
 * @param request the code as the person at the desk typed it, the desk's raw Ed25519 public key (base64url) and what it
 * calls itself
 * @param now milliseconds since 1970
 * @throws Problem 404 for a code that was never issued, 410 for one used before or expired, 409 for another store's, which
 * stays usable and cuts nobody off
 */
export async function enrol(database: Database, request: EnrolRequest, now: number): Promise<Enrolled> {
  const { publicKey, device } = request
  const codeHash = secretHash(readEnrolmentCode(request.code))
  return database.transaction(async (tx) => {
    const [code] = await tx
      .select()
      .from(enrolmentCode)
      .where(eq(enrolmentCode.codeHash, codeHash))
      .for('update')
    if (code === undefined) {
      throw new Problem(
        'enrolment-code-unknown',
        404,
        'Please check the code or ask head office for a new one.',
      )
    }
    if (code.usedAt !== null) {
      throw new Problem(
        'enrolment-code-used',
        410,
        'A code works once. Please ask head office for a new one.',
      )
    }
    if (code.expiresAt.getTime() <= now) {
      throw new Problem(
        'enrolment-code-expired',
        410,
        'A code works for 24 hours. Please ask head office for a new one.',
      )
    }
    if (request.store !== undefined && request.store !== code.store) {
      throw new Problem(
        'enrolment-code-other-store',
        409,
        'This code was issued for another store. Please use the one of this store.',
      )
    }
    const at = new Date(now)
    const token = newToken()
    await tx.update(enrolmentCode).set({ usedAt: at }).where(eq(enrolmentCode.codeHash, codeHash))
    await tx
      .insert(store)
      .values({ code: code.store, name: code.storeName, enrolledAt: at })
      .onConflictDoUpdate({ target: store.code, set: { name: code.storeName } })
    await tx
      .update(desk)
      .set({ revokedAt: at })
      .where(and(eq(desk.store, code.store), isNull(desk.revokedAt)))
    await tx
      .insert(desk)
      .values({ store: code.store, tokenHash: secretHash(token), publicKey, device, enrolledAt: at })
    return { store: code.store, storeName: code.storeName, token }
  })
}

/**
 * Makes sure that a request comes from the store's desk. A stranger learns nothing about which stores exist.
 * @param database head office's
 * @param storeCode the store in the address
 * @param authorization the request's Authorization header
 * @throws Problem 401 with WWW-Authenticate
 */
export async function requireDesk(
  database: Database,
  storeCode: string,
  authorization: string | undefined,
): Promise<void> {
  const token = /^Bearer ([\w-]{43})$/i.exec(authorization ?? '')?.[1]
  if (token !== undefined) {
    const known = await database
      .select({ store: desk.store })
      .from(desk)
      .where(and(eq(desk.store, storeCode), eq(desk.tokenHash, secretHash(token)), isNull(desk.revokedAt)))
    if (known.length > 0) return
  }
  throw new Problem(
    'unauthorised',
    401,
    'The token does not belong to this store, or another desk has enrolled since. Enrol again with a new code.',
    {},
    { 'WWW-Authenticate': 'Bearer realm="head office"' },
  )
}
