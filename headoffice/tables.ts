import {
  bigint,
  boolean,
  customType,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
} from 'drizzle-orm/pg-core'

// Every key of a table that holds records of stores begins with the store, so that the store can become the
// distribution key of a cluster without a change to any of them.

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })
const seqNumber = (name: string) => bigint(name, { mode: 'number' })

/** One letter, ordered by its byte whatever the database's language is: later epochs must sort after earlier ones. */
const epochLetter = customType<{ data: string; driverData: string }>({
  dataType: () => 'text COLLATE "C"',
})

/** Head office itself: one row with its Ed25519 key pair, made at the first start. */
export const identity = pgTable('identity', {
  id: integer('id').primaryKey(),
  /** Raw public key, base64url. */
  publicKey: text('public_key').notNull(),
  /** PKCS#8 DER, base64. */
  privateKey: text('private_key').notNull(),
  createdAt: instant('created_at').notNull(),
})

export const store = pgTable('store', {
  code: text('code').primaryKey(),
  name: text('name').notNull(),
  enrolledAt: instant('enrolled_at').notNull(),
  cursorEpoch: epochLetter('cursor_epoch'),
  cursorSeq: seqNumber('cursor_seq'),
  cursorHash: text('cursor_hash'),
  /** How many entries are kept; counted under the store's lock. */
  entries: seqNumber('entries').notNull().default(0),
  /** How many batches brought something new; gives the number of the next one. */
  batches: seqNumber('batches').notNull().default(0),
  lastPushAt: instant('last_push_at'),
  /** The store's clock minus head office's at the last push, milliseconds; includes the time on the line. */
  clockOffsetMs: seqNumber('clock_offset_ms'),
})

/** A one-time code, kept only as its hash. */
export const enrolmentCode = pgTable('enrolment_code', {
  codeHash: text('code_hash').primaryKey(),
  store: text('store').notNull(),
  storeName: text('store_name').notNull(),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  usedAt: instant('used_at'),
})

/** A desk that enrolled for a store; only the newest of a store is in force. */
export const desk = pgTable(
  'desk',
  {
    store: text('store').notNull(),
    tokenHash: text('token_hash').notNull(),
    /** Raw Ed25519 public key, base64url. */
    publicKey: text('public_key').notNull(),
    device: text('device').notNull(),
    enrolledAt: instant('enrolled_at').notNull(),
    revokedAt: instant('revoked_at'),
  },
  (table) => [primaryKey({ columns: [table.store, table.tokenHash] })],
)

/** The entries of all stores. Rows are only ever added. */
export const journal = pgTable(
  'journal',
  {
    store: text('store').notNull(),
    epoch: epochLetter('epoch').notNull(),
    seq: seqNumber('seq').notNull(),
    id: text('id').notNull(),
    /** Store time of the command. */
    at: instant('at').notNull(),
    receivedAt: instant('received_at').notNull(),
    batch: seqNumber('batch').notNull(),
    action: text('action').notNull(),
    entity: text('entity').notNull(),
    entityId: text('entity_id').notNull(),
    schema: integer('schema').notNull(),
    prevHash: text('prev_hash').notNull(),
    hash: text('hash').notNull(),
    /** The entry as JSON, whole, with the fields that this version does not know. Text, because a jsonb cannot hold
     * every string that JSON can. */
    raw: text('raw').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.store, table.epoch, table.seq] }),
    index('journal_seq').on(table.store, table.seq),
    index('journal_record').on(table.store, table.entity, table.entityId),
  ],
)

/** A push that brought something new, with both clocks. */
export const batch = pgTable(
  'batch',
  {
    store: text('store').notNull(),
    number: seqNumber('number').notNull(),
    receivedAt: instant('received_at').notNull(),
    /** The store's clock when it sent the batch. */
    sentAt: instant('sent_at').notNull(),
    offsetMs: seqNumber('offset_ms').notNull(),
    entries: integer('entries').notNull(),
  },
  (table) => [primaryKey({ columns: [table.store, table.number] })],
)

/** Keys of customers, so that sealed fields can be read until the customer is erased. */
export const customerKey = pgTable(
  'customer_key',
  {
    store: text('store').notNull(),
    customerId: text('customer_id').notNull(),
    /** base64 of 32 bytes; null once destroyed. */
    key: text('key'),
    receivedAt: instant('received_at').notNull(),
    destroyedAt: instant('destroyed_at'),
  },
  (table) => [primaryKey({ columns: [table.store, table.customerId] })],
)

/** Entries that were kept but not applied, with the reason. */
export const quarantine = pgTable(
  'quarantine',
  {
    store: text('store').notNull(),
    epoch: epochLetter('epoch').notNull(),
    seq: seqNumber('seq').notNull(),
    entity: text('entity').notNull(),
    entityId: text('entity_id').notNull(),
    action: text('action').notNull(),
    reason: text('reason').notNull(),
    detail: text('detail').notNull(),
    receivedAt: instant('received_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.store, table.epoch, table.seq] }),
    index('quarantine_record').on(table.store, table.entity, table.entityId),
  ],
)

/** Two truths about one place in a journal, which a person has to look into. */
export const alarm = pgTable(
  'alarm',
  {
    store: text('store').notNull(),
    kind: text('kind').notNull(),
    epoch: epochLetter('epoch').notNull(),
    seq: seqNumber('seq').notNull(),
    offeredHash: text('offered_hash').notNull(),
    knownHash: text('known_hash'),
    firstAt: instant('first_at').notNull(),
    lastAt: instant('last_at').notNull(),
    times: integer('times').notNull().default(1),
  },
  (table) => [primaryKey({ columns: [table.store, table.kind, table.epoch, table.seq, table.offeredHash] })],
)

// Projections: rebuilt from the entries at any time.

const lastEntry = { lastEpoch: epochLetter('last_epoch').notNull(), lastSeq: seqNumber('last_seq').notNull() }

export const complaint = pgTable(
  'complaint',
  {
    store: text('store').notNull(),
    id: text('id').notNull(),
    number: text('number'),
    state: text('state'),
    open: boolean('open').notNull(),
    level: integer('level'),
    department: text('department'),
    category: text('category'),
    channel: text('channel'),
    handlerId: text('handler_id'),
    customerId: text('customer_id'),
    round: integer('round'),
    receivedAt: instant('received_at'),
    replyDueAt: instant('reply_due_at'),
    endedAt: instant('ended_at'),
    /** The beginning of what the customer told. */
    summary: text('summary'),
    version: integer('version'),
    ...lastEntry,
  },
  (table) => [
    primaryKey({ columns: [table.store, table.id] }),
    index('complaint_open').on(table.store, table.open, table.replyDueAt),
    index('complaint_received').on(table.store, table.receivedAt),
  ],
)

export const customer = pgTable(
  'customer',
  {
    store: text('store').notNull(),
    id: text('id').notNull(),
    anonymous: boolean('anonymous').notNull(),
    name: text('name'),
    ...lastEntry,
  },
  (table) => [primaryKey({ columns: [table.store, table.id] })],
)

export const staff = pgTable(
  'staff',
  {
    store: text('store').notNull(),
    id: text('id').notNull(),
    number: text('number'),
    name: text('name'),
    role: text('role'),
    ...lastEntry,
  },
  (table) => [primaryKey({ columns: [table.store, table.id] })],
)
