import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openForReading } from '../../db/open.ts'
import { verifyStoreFile } from '../../db/verify.ts'
import type { CaseView } from '../../electron/desk/case-views.ts'
import { typed as typedPurchase, walkCase } from '../helpers/cases.ts'
import type { SettableClock } from '../helpers/clock.ts'
import type { DeskPerson, TestDesk } from '../helpers/desk.ts'
import { pin, refusalOf, startStore, testStaff } from '../helpers/desk.ts'
import { pictureNamed, upload } from '../helpers/files.ts'
import { checkExport, takeOver, tillText } from '../helpers/till.ts'
import { act, intake } from '../helpers/walk.ts'

/** One person at every place of the desk where a name, a number or a word may be left. */
const who = { name: '丙丁先生', phone: '13922220001' }
const words = {
  happened: '壬癸经过',
  found: '壬癸检验',
  wording: '壬癸方案',
  order: 'ORDER-RENGUI-1',
  serial: 'SERIALRENGUI1',
  goods: '壬癸商品',
  fetched: '壬癸领走',
  said: '壬癸说过',
  next: '壬癸下步',
  remark: '壬癸交代',
  all: '壬癸交班总述',
  double: '丙丁老先生',
  till: '丙丁在收银',
  file: '壬癸照片.png',
} as const

let desk: TestDesk & { readonly clock: SettableClock }
let manager: DeskPerson
let customerId: string
let caseId: string
let custodyId: string
let closed: () => Promise<CaseView>

const storeFile = () => path.join(desk.dataDir, 'store.sqlite')

function bytesOf(folder: string): Buffer {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile())
  return Buffer.concat(files.map((each) => readFileSync(path.join(each.parentPath, each.name))))
}

const left = () => {
  const bytes = bytesOf(desk.dataDir)
  return [...Object.values(who), ...Object.values(words)].filter((word) => bytes.includes(Buffer.from(word)))
}

function countOf(sql: string): number {
  const raw = new Database(storeFile(), { readonly: true })
  try {
    return raw.prepare<[], { n: number }>(`SELECT count(*) AS n FROM ${sql}`).get()?.n ?? 0
  } finally {
    raw.close()
  }
}

async function leaveTraces(): Promise<void> {
  const clerk = await desk.as(testStaff.clerk)
  const picture = pictureNamed('照片')
  const { sha256 } = await upload(clerk, picture, words.file)
  const walked = await walkCase(desk, 'done', {
    open: {
      customer: { kind: 'new', ...who },
      whatHappened: words.happened,
      ...typedPurchase({
        orderNumber: words.order,
        lines: [
          {
            model: 'DJ13B',
            productName: '豆浆机',
            serialNumber: words.serial,
            quantity: 1,
            paidFen: 29_900,
            warrantyMonths: 12,
            family: 'small_appliance',
            brand: '九阳',
            category: null,
          },
        ],
      }),
    },
    inspect: { remarks: words.found },
    plan: { remedy: 'refund', wording: words.wording },
  })
  closed = walked.view
  caseId = walked.id
  customerId = (await closed()).customer.id
  const known = { kind: 'known', customerId } as const
  const { id } = await clerk.call.complaints.register.mutate(
    intake({ customer: known, files: [{ sha256, name: words.file }], handlerId: clerk.staff.id }),
  )
  await act(clerk, id, 'accept', { handlerId: clerk.staff.id, customerPresent: true })
  await act(clerk, id, 'log_contact', {
    direction: 'in',
    channel: 'phone',
    reached: true,
    said: words.said,
    nextStep: words.next,
    nextAt: new Date(desk.clock.now() + 3_600_000).toISOString(),
    nuisance: false,
  })
  const goods = await clerk.call.custody.add.mutate({
    commandId: randomUUID(),
    customer: known,
    description: words.goods,
    serialNumber: '',
    accessories: '',
    place: '一号架',
  })
  custodyId = goods.id
  const gathered = await clerk.call.handover.gather.query()
  await clerk.call.handover.record.mutate({
    commandId: randomUUID(),
    incomingStaffNumber: testStaff.otherClerk,
    incomingPin: pin,
    outgoingPin: pin,
    remarks: words.all,
    lines: gathered.lines.map(({ kind, recordId }) => ({ kind, recordId, remark: words.remark })),
  })
  const again = await desk.signIn(testStaff.clerk)
  await again.call.drafts.save.mutate({ form: 'intake', body: { name: who.name, phone: who.phone } })
  await upload(again, picture, words.file)
  const job = await checkExport(
    manager,
    tillText([{ order: 'T-0001', phone: who.phone, name: words.till }, { order: 'T-0002' }]),
  )
  await takeOver(manager, job)
  const double = await again.call.complaints.register.mutate(
    intake({ customer: { kind: 'new', name: words.double, phone: who.phone } }),
  )
  const doubleId = (await again.call.complaints.get.query({ id: double.id })).customer.id
  await manager.call.customers.merge.mutate({
    commandId: randomUUID(),
    id: doubleId,
    seenVersion: 1,
    intoId: customerId,
    reason: '同一人',
  })
  for (const each of [id, double.id]) await act(manager, each, 'void', { reason: '录错', pin })
  const { version } = goods
  await again.call.custody.end.mutate({
    commandId: randomUUID(),
    id: goods.id,
    seenVersion: version,
    how: 'returned_to_customer',
    to: words.fetched,
  })
}

beforeAll(async () => {
  desk = await startStore()
  manager = await desk.as(testStaff.manager)
  await leaveTraces()
  expect(left()).toEqual(expect.arrayContaining([...Object.values(who), ...Object.values(words)]))
  await manager.call.customers.eraseNow.mutate({
    commandId: randomUUID(),
    id: customerId,
    basis: 'customer_asked',
    pin,
  })
})
afterAll(() => desk.close())

describe('of a customer who was erased', () => {
  it('no byte is left of name, number or word: cases, goods, talks, shifts, doubles, the till, drafts, uploads', () => {
    expect(left()).toEqual([])
  })

  it('the till’s lines of others and the counts of the shift stay', () => {
    expect(countOf("till_line WHERE order_number = 'T-0002'")).toBe(1)
    expect(countOf('till_line')).toBe(1)
    expect(countOf('handover')).toBe(1)
  })

  it('the journal is sound, and says so once for each record', () => {
    const file = openForReading(storeFile())
    const { faults } = verifyStoreFile(file)
    file.raw.close()
    expect(faults).toEqual([])
    expect(countOf("journal WHERE action = 'customer.erase' AND entity = 'customer'")).toBe(2)
    expect(countOf("journal WHERE action = 'customer.erase' AND entity = 'handover'")).toBe(1)
  })

  it('the approved plan keeps its money and its code, and nothing else can be done with the case', async () => {
    const view = await closed()
    expect(view).toMatchObject({
      state: 'done',
      customer: { name: '已删除', erased: true },
      whatHappened: '已删除',
      payout: { fen: 29_900 },
      plan: { plan: { remedy: 'refund', wording: '已删除' } },
      offers: [],
      slip: false,
    })
    for (const paper of [
      { kind: 'slip', id: caseId },
      { kind: 'custody_receipt', id: custodyId },
    ] as const)
      expect(await refusalOf(manager.call.prints.get.query(paper))).toMatchObject({ key: 'customer_erased' })
  })

  it('lists and the handover can still be read', async () => {
    const list = await manager.call.custody.list.query({ filter: 'all', text: '' })
    expect(list).toHaveLength(2)
    for (const each of list)
      expect(each).toMatchObject({ description: '已删除', customer: { name: '已删除' } })
    const clerk = await desk.signIn(testStaff.otherClerk)
    expect(await clerk.call.handover.unread.query()).toBeNull()
    const [kept] = await clerk.call.handover.list.query({})
    const shift = await clerk.call.handover.get.query({ id: kept?.id ?? '' })
    expect(shift.remarks).toBe('已删除')
    const [purchase] = (await manager.call.customers.page.query({ id: customerId })).purchases
    expect(purchase).toMatchObject({ orderNumber: '', serialNumber: '' })
    for (const text of [who.phone, words.order, words.serial, '丙丁'])
      expect(await manager.call.customers.recall.query({ text })).toEqual([])
  })
})
