import type Database from 'better-sqlite3'

/** How many records are put in, and how many of them are open. */
export interface Filling {
  readonly records: number
  readonly open: number
}

const id = (kind: number, number: string) => `printf('01a00000-0000-7000-8${kind}00-%012x', ${number})`

/** Copies a row so many times, with some columns as SQL expressions over the number `i` of the copy, from 0. */
function multiply(
  raw: Database.Database,
  table: string,
  templateId: string,
  times: number,
  changed: Readonly<Record<string, string>>,
): void {
  const columns = raw
    .prepare<[], { name: string }>(`SELECT name FROM pragma_table_info('${table}')`)
    .all()
    .map(({ name }) => name)
  const values = columns.map((name) => changed[name] ?? `template."${name}"`)
  raw
    .prepare(
      `WITH RECURSIVE copies(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM copies WHERE i < ? - 1)
       INSERT INTO "${table}" (${columns.map((name) => `"${name}"`).join(', ')})
       SELECT ${values.join(', ')} FROM copies, "${table}" AS template WHERE template.id = ?`,
    )
    .run(times, templateId)
}

/**
 * Fills a store's file with many complaints, quickly and for measuring only: beside the journal, in one transaction. As in
 * a store nothing is analysed: without statistics the planner takes the partial indexes, with those of such a file it would not.
 * @param raw the open file
 * @param templates a complaint and its customer, recorded before, of which the others are copies
 * @param filling how many
 */
export function fillStore(
  raw: Database.Database,
  templates: { complaintId: string; customerId: string; staffId: string },
  { records, open }: Filling,
): void {
  const { complaintId, customerId, staffId } = templates
  const customers = Math.min(20_000, records)
  const isOpen = `i < ${open}`
  raw.transaction(() => {
    multiply(raw, 'customer', customerId, customers, { id: id(1, 'i'), name: "'顾客' || i" })
    multiply(raw, 'complaint', complaintId, records, {
      id: id(2, 'i'),
      number: "printf('BENCH1-2000-%06d', i)",
      number_on: "date('2000-01-01', '+' || (i / 100) || ' days')",
      number_in_day: 'i % 100 + 1',
      customer_id: id(1, `i % ${customers}`),
      handler_id: `'${staffId}'`,
      state: `CASE WHEN ${isOpen} THEN 'accepted' ELSE 'closed' END`,
      accepted_at: 'template.received_at',
      ended_at: `CASE WHEN ${isOpen} THEN NULL ELSE template.received_at END`,
      resolved_at: `CASE WHEN ${isOpen} THEN NULL ELSE template.received_at END`,
      received_at: 'template.received_at - i * 60000',
      // Spread, so that neighbours in the queue are not neighbours in the table.
      queue_at: `CASE WHEN ${isOpen} THEN template.queue_at + (i * 7919 % ${records}) * 60000 ELSE 8640000000000000 END`,
    })
    raw
      .prepare(
        `INSERT INTO contact (id, complaint_id, customer_id, contacted_at, staff_id, direction, channel, reached, said,
           next_step, next_at, nuisance)
         SELECT replace(id, '-82', '-83'), id, customer_id, received_at, ?, 'out', 'phone', 1, '已联系', '再次联系', NULL, 0
         FROM complaint WHERE ended_at IS NULL`,
      )
      .run(staffId)
  })()
}
