import { generateKeyPairSync } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Database } from '../database.ts'
import { identity } from '../tables.ts'

/** The one row of its table. */
const only = 1

/**
 * Head office's own Ed25519 key pair, made at the first start. When several processes start at once, the first one's
 * counts for all.
 * @param database where it is kept
 * @param now milliseconds since 1970
 * @returns the raw public key, base64url
 */
export async function headOfficeKey(database: Database, now: number): Promise<string> {
  const known = await database.select().from(identity).where(eq(identity.id, only))
  if (known[0] !== undefined) return known[0].publicKey
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const raw = publicKey.export({ format: 'jwk' }).x
  if (raw === undefined) throw new Error('The platform gave an Ed25519 key without its public part')
  await database
    .insert(identity)
    .values({
      id: only,
      publicKey: raw,
      privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
      createdAt: new Date(now),
    })
    .onConflictDoNothing()
  const kept = await database.select().from(identity).where(eq(identity.id, only))
  return kept[0]?.publicKey ?? raw
}
