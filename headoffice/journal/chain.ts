import { entryHash, genesisHash } from '../../domain/journal/entry.ts'
import { Problem } from '../http/problem.ts'
import type { Cursor, IncomingEntry } from '../http/wire.ts'

/** A place in the journal of a store. */
export type Place = { epoch: string; seq: number }

/** An entry contradicts what head office has; tells what to put on record besides the answer. */
export class Contradiction extends Problem {
  readonly entry: IncomingEntry
  readonly knownHash: string | undefined

  /**
   * @param kind `fork` or `broken-chain`
   * @param entry the entry that does not fit
   * @param knownHash the hash that head office has in its place, if any
   * @param detail for the person who reads it
   */
  constructor(
    kind: 'fork' | 'broken-chain',
    entry: IncomingEntry,
    knownHash: string | undefined,
    detail: string,
  ) {
    const { epoch, seq } = entry
    super(kind, kind === 'fork' ? 409 : 422, detail, { epoch, seq, ...(knownHash && { knownHash }) })
    this.name = 'Contradiction'
    this.entry = entry
    this.knownHash = knownHash
  }
}

/**
 * @param place a place in a journal
 * @returns its name, such as A:12
 */
export function placeName({ epoch, seq }: Place): string {
  return `${epoch}:${seq}`
}

function isHashed(entry: IncomingEntry): boolean {
  try {
    return entryHash(entry) === entry.hash
  } catch (error) {
    // What has no canonical form (a lone surrogate, nesting beyond all measure) has no hash either.
    if (error instanceof Error) return false
    throw error
  }
}

/**
 * Checks a batch in itself: every entry has the hash it names, and the next one builds on it.
 * @param entries the batch in its order
 * @throws Contradiction 422 naming the first entry that was changed
 */
export function checkHashes(entries: readonly IncomingEntry[]): void {
  let before: IncomingEntry | undefined
  for (const entry of entries) {
    if (!isHashed(entry)) {
      throw new Contradiction(
        'broken-chain',
        entry,
        undefined,
        `Entry ${placeName(entry)} does not have the hash it names.`,
      )
    }
    const follows = before !== undefined && before.epoch === entry.epoch && before.seq + 1 === entry.seq
    if (follows && entry.prevHash !== before?.hash) {
      throw new Contradiction(
        'broken-chain',
        entry,
        before?.hash,
        `Entry ${placeName(entry)} does not build on the entry before it.`,
      )
    }
    before = entry
  }
}

function gap(entry: IncomingEntry, expected: Place): Problem {
  return new Problem('gap', 409, `Entry ${placeName(entry)} came where ${placeName(expected)} is next.`, {
    expected,
  })
}

/**
 * Which entries of a batch are new, going on from the cursor without a gap.
 * @param entries the batch in its order, hashes checked
 * @param cursor the last entry of the store that head office has
 * @param known hashes of the store's entries by `placeName`: those of the batch, and those just before its entries
 * @returns the new ones in order
 * @throws Problem 409 `gap` with `expected`; Contradiction 409 `fork`, 422 `broken-chain`
 */
export function newEntries(
  entries: readonly IncomingEntry[],
  cursor: Cursor | null,
  known: ReadonlyMap<string, string>,
): IncomingEntry[] {
  const hashes = new Map(known)
  const added: IncomingEntry[] = []
  let head = cursor
  for (const entry of entries) {
    const have = hashes.get(placeName(entry))
    if (have !== undefined) {
      if (have === entry.hash) continue
      throw new Contradiction('fork', entry, have, `Head office has a different entry ${placeName(entry)}.`)
    }
    checkPlace(entry, head, hashes)
    hashes.set(placeName(entry), entry.hash)
    head = { epoch: entry.epoch, seq: entry.seq, hash: entry.hash }
    added.push(entry)
  }
  return added
}

function checkPlace(entry: IncomingEntry, head: Cursor | null, hashes: ReadonlyMap<string, string>): void {
  const { epoch, seq, prevHash } = entry
  if (head === null) {
    if (seq !== 1) throw gap(entry, { epoch, seq: 1 })
    if (prevHash !== genesisHash) {
      throw new Contradiction('broken-chain', entry, genesisHash, 'The first entry does not begin a chain.')
    }
    return
  }
  if (epoch < head.epoch) {
    throw new Contradiction('fork', entry, undefined, `Epoch ${epoch} ended when epoch ${head.epoch} began.`)
  }
  if (epoch === head.epoch) {
    if (seq !== head.seq + 1) throw gap(entry, { epoch, seq: head.seq + 1 })
    if (prevHash !== head.hash) {
      throw new Contradiction(
        'broken-chain',
        entry,
        head.hash,
        `Entry ${placeName(entry)} does not build on ${placeName(head)}.`,
      )
    }
    return
  }
  // A restored desk begins a new epoch after the last entry that its backup held, which head office must have.
  const builds = [...hashes].some(([place, hash]) => hash === prevHash && place.endsWith(`:${seq - 1}`))
  if (!builds) throw gap(entry, { epoch: head.epoch, seq: head.seq + 1 })
}
