import { getTableColumns } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { recordKinds } from '../../db/records.ts'
import { complaintAfter, customerAfter, staffAfter } from '../../headoffice/journal/projections.ts'

it('head office reads only fields that the desk writes: a renamed one would stay empty there without a word', () => {
  const readers = { complaint: complaintAfter, customer: customerAfter, staff: staffAfter }
  for (const [entity, reader] of Object.entries(readers)) {
    const kind = Object.entries(recordKinds).find(([name]) => name === entity)?.[1]
    const written = kind === undefined ? [] : Object.keys(getTableColumns(kind.table))
    expect(written, entity).toEqual(expect.arrayContaining(Object.keys(reader.shape)))
  }
})
