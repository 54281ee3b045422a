/*
 * The state now. Conventions: ids are UUIDs; a column that ends in `At` is an instant in ms since 1970 UTC; a column
 * that ends in `On` is a civil date in store time; `…Fen` is money. Every table here but the last group is written only
 * by commands and can be rebuilt from the journal (db/records.ts names which columns are personal).
 */

export * from './schema/beside.ts'
export * from './schema/case.ts'
export * from './schema/complaint.ts'
export * from './schema/life.ts'
export * from './schema/store.ts'
export * from './schema/talk.ts'
export * from './schema/till.ts'
