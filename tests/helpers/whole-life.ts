import type { DeskPerson, TestDesk } from './desk.ts'
import { pin, testStaff } from './desk.ts'
import { pictureNamed, upload } from './files.ts'
import { act, apologyLine, intake } from './walk.ts'

/** A word for every box into which somebody may type about a customer, each found nowhere else. */
export const typed = {
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

/**
 * One complaint through everything that may be typed about it, until it was withdrawn; the customer has a photo.
 * @param desk a store made by `startStore`
 * @returns the complaint, and the SHA-256 of the photo
 */
export async function wholeLife(desk: TestDesk): Promise<{ id: string; sha256: string }> {
  const clerk = await desk.as(testStaff.clerk)
  const manager = await desk.as(testStaff.manager)
  const { sha256 } = await upload(clerk, pictureNamed('personal'), typed.file)
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
  return { id, sha256 }
}
