import { rmSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStoreFile } from '../../db/open.ts'
import { entriesAfter } from '../../db/verify.ts'
import type { Entry } from '../../domain/journal/entry.ts'
import { openFields } from '../../domain/journal/sealing.ts'
import type { DeskPerson, TestDesk } from '../helpers/desk.ts'
import { newFolder, pin, setUpStore, startDesk, testStaff } from '../helpers/desk.ts'
import { pictureNamed, upload } from '../helpers/files.ts'
import { act, apologyLine, intake, walk } from '../helpers/walk.ts'

/** A word for every box into which somebody may type about a customer, each found nowhere else. */
const typed = {
  name: '甲辰名',
  phone: '13911110001',
  member: 'MEMBER0002',
  order: 'ORDER0003',
  serial: 'SERIAL0004',
  happened: '经过零零五',
  against: '对象零零六',
  impact: '影响零零七',
  claim: '依据零零八',
  file: '文件零零九.png',
  said: '说过零一零',
  next: '下步零一一',
  note: '备注零一二',
  question: '提问零一三',
  answer: '答复零一四',
  plan: '方案零一五',
  improvement: '改进零一六',
  acknowledged: '签收零一七',
  cause: '原因零一八',
  person: '责任人零一九',
  evidence: '证据零二零',
  wording: '正文零二一',
  terms: '条款零二二',
  floor: '底线零二三',
  detail: '明细零二四',
  returned: '退回零二五',
  opinion: '意见零二六',
  proof: '凭证零二七',
  word: '告知零二八',
  notice: '通知零二九',
  remarks: '回访零三零',
  reason: '不满零三一',
  hold: '暂停零三二',
  release: '恢复零三三',
  postpone: '延期零三四',
  consent: '同意零三五',
  recall: '撤回零三六',
  withdraw: '撤诉零三七',
  level: '升级零三八',
  model: '型号零三九',
  product: '品名零四零',
  sales: '部门零四一',
  reference: '批文零四二',
  ruling: '批示零四三',
} as const

let dataDir: string
let entries: Entry[]
let keys: Map<string, Buffer | null>
let photo: string

async function wholeLife(desk: TestDesk): Promise<void> {
  const clerk = await desk.as(testStaff.clerk)
  const manager = await desk.as(testStaff.manager)
  const { sha256 } = await upload(clerk, pictureNamed('personal'), typed.file)
  photo = sha256
  const { id } = await clerk.call.complaints.register.mutate(
    intake({
      customer: { kind: 'new', name: typed.name, phone: typed.phone, memberNumber: typed.member },
      purchase: {
        orderNumber: typed.order,
        model: typed.model,
        productName: typed.product,
        serialNumber: typed.serial,
      },
      whatHappened: typed.happened,
      against: typed.against,
      impact: typed.impact,
      claimFen: 100,
      claimBasis: typed.claim,
      level: 4,
      handlerId: clerk.staff.id,
      files: [{ sha256, name: typed.file }],
    }),
  )
  const as = (person: DeskPerson) =>
    ((action, input) => act(person, id, action, input)) as <A extends Parameters<typeof act>[2]>(
      action: A,
      input: Parameters<typeof act<A>>[3],
    ) => ReturnType<typeof act>
  const does = as(clerk)
  const leads = as(manager)
  const later = new Date(desk.clock.now() + 86_400_000).toISOString()
  const at = new Date(desk.clock.now()).toISOString()

  await does('accept', { handlerId: clerk.staff.id, customerPresent: true })
  await does('log_contact', {
    direction: 'in',
    channel: 'phone',
    reached: true,
    said: typed.said,
    nextStep: typed.next,
    nextAt: later,
    nuisance: false,
  })
  await does('note', { text: typed.note })
  await does('hold', { reason: typed.hold, until: later })
  await does('release', { reason: typed.release })
  await does('postpone', {
    reason: typed.postpone,
    newDate: '2026-06-10',
    consent: true,
    evidence: typed.consent,
  })
  await does('raise_level', { level: 5, reason: typed.level })
  await does('dispatch', { department: 'logistics', question: typed.question, dueAt: null })
  await does('recall_dispatch', { reason: typed.recall })
  await does('dispatch', { department: 'logistics', question: typed.question, dueAt: null })
  await does('department_answer', {
    answer: typed.answer,
    plan: typed.plan,
    improvement: typed.improvement,
    acknowledgedBy: typed.acknowledged,
  })
  await does('record_finding', {
    founded: true,
    quality: false,
    cause: typed.cause,
    department: 'logistics',
    person: typed.person,
    evidence: typed.evidence,
  })
  const paper = {
    options: [{ lines: [{ ...apologyLine, kind: 'gift' as const, amountFen: 5_000, detail: typed.detail }] }],
    wording: typed.wording,
    terms: typed.terms,
    internalFloor: typed.floor,
  }
  await does('propose', paper)
  await does('submit', {})
  await leads('return_for_rework', { reason: typed.returned })
  await does('propose', paper)
  await does('submit', {})
  const view = () => clerk.call.complaints.get.query({ id })
  await leads('sign', { resolutionId: (await view()).resolutions[0]?.id ?? '', pin })
  await does('communicate', { deliveredHow: 'message', deliveredAt: at, spokenHow: 'phone', spokenAt: at })
  await does('customer_accepts', { opinion: typed.opinion, how: 'phone', option: 0 })
  await does('outcome_notice', { salesDepartment: typed.sales, text: typed.notice })
  const done = (await view()).tasks.map((task) => ({ taskId: task.id, evidence: typed.proof }))
  await does('complete_execution', { tasks: done, wordHow: 'phone', word: typed.word })
  await leads('return_visit', {
    how: 'phone',
    solution: 'dissatisfied',
    handler: null,
    technician: null,
    remarks: typed.remarks,
    reason: typed.reason,
  })
  await leads('withdraw', { words: typed.withdraw, approval: { staffNumber: testStaff.manager, pin } })
}

/** A second complaint, of another customer: beyond what the manager may sign. */
async function ruledOn(desk: TestDesk): Promise<void> {
  const { id, view } = await walk(desk, 'awaiting_approval')
  const person = await desk.as(testStaff.manager)
  const ruling = { decision: 'approve' as const, reference: typed.reference, text: typed.ruling, pin }
  await act(person, id, 'head_office_ruling', ruling)
  expect((await view()).state).toBe('signed')
}

beforeAll(async () => {
  dataDir = newFolder()
  const desk = await startDesk({ dataDir })
  await setUpStore(desk)
  await wholeLife(desk)
  await ruledOn(desk)
  await desk.stop()
  const file = openStoreFile(path.join(dataDir, 'store.sqlite'))
  entries = entriesAfter(file.raw, 0, 100_000)
  const rows = file.raw.prepare<[], { id: string; key: Buffer | null }>(
    'SELECT customer_id AS id, key FROM customer_key',
  )
  keys = new Map(rows.all().map((row) => [row.id, row.key]))
  file.raw.close()
})
afterAll(() => rmSync(dataDir, { recursive: true }))

it('nothing that was typed about a customer stands readable in the journal', () => {
  const journal = JSON.stringify(entries)
  const readable = Object.entries(typed).filter(([, word]) => journal.includes(word))
  expect(readable.map(([box]) => box)).toEqual([])
})

it('all of it stands sealed, under one key for each customer', () => {
  const opened = entries.flatMap((entry) => {
    const { sealed } = entry.after
    const key = sealed && keys.get(sealed.customerId)
    return sealed && key ? [JSON.stringify(openFields(key, entry.entity, entry.entityId, sealed))] : []
  })
  const inside = opened.join('\n')
  expect(Object.entries(typed).filter(([, word]) => !inside.includes(word))).toEqual([])
  expect(keys.size).toBe(2)
})

it('no photo is known again by its hash', () => {
  const files = entries.filter((entry) => entry.entity === 'file')
  expect(files).toHaveLength(1)
  expect(photo).toMatch(/^[0-9a-f]{64}$/)
  expect(JSON.stringify(entries)).not.toContain(photo)
})

it('no PIN and no key stands in the journal', () => {
  const journal = JSON.stringify(entries)
  expect(journal).not.toContain(pin)
  expect(journal).not.toContain('argon2')
  for (const key of keys.values())
    for (const form of ['hex', 'base64', 'base64url'] as const)
      expect(journal).not.toContain(key?.toString(form))
})
