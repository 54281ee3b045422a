import { integer, text } from 'drizzle-orm/sqlite-core'

/** Yes or no; no unless said otherwise. */
export const bool = (name: string) => integer(name, { mode: 'boolean' }).notNull().default(false)

/** A list of values as JSON. */
export const list = <T>(name: string) => text(name, { mode: 'json' }).$type<T[]>().notNull()
