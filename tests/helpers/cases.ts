import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { Fault } from '../../db/verify.ts'
import { verifyStoreFile } from '../../db/verify.ts'
import type { caseActionInputs, OpenCaseInput, planSchema, purchaseSchema } from '../../domain/case/input.ts'
import type { CaseAction } from '../../domain/case/moves.ts'
import type { CaseState } from '../../domain/case/vocabulary.ts'
import type { CaseRecorded, CaseView } from '../../electron/desk/case-views.ts'
import type { DeskPerson, RefusalView, TestDesk } from './desk.ts'
import { pin, refusalOf, testStaff } from './desk.ts'
import type { FileWatch } from './watch.ts'

/*
 * Refund and exchange cases for tests: what the forms send, and a walk through the front door. The desk's clock stands at
 * 2026-05-20 10:30 in the store (tests/helpers/clock.ts), so that a purchase of May 14 is on its day 6.
 */

export type TypedPurchase = z.input<typeof purchaseSchema>
export type TypedLine = TypedPurchase['lines'][number]
export type TypedPlan = z.input<typeof planSchema>
/** What an action asks for, as a form sends it. */
export type CaseInput<A extends CaseAction> = z.input<(typeof caseActionInputs)[A]>

let made = 0

/** A serial that no other unit of this run has. */
export function newSerial(): string {
  made += 1
  return `CN${1_000_000 + made}`
}

/** A soy milk maker of 299 yuan, its serial its own. */
export function soldLine(more: Partial<TypedLine> = {}): TypedLine {
  return {
    model: 'DJ13B',
    productName: '豆浆机',
    brand: '九阳',
    serialNumber: newSerial(),
    quantity: 1,
    paidFen: 29_900,
    warrantyMonths: 12,
    ...more,
  }
}

/** Bought in the store six days ago, paid by WeChat. */
export function typedPurchase(more: Partial<TypedPurchase> = {}): TypedPurchase {
  return {
    orderNumber: '',
    channel: 'store',
    invoicedOn: '2026-05-14',
    paymentMethod: 'wechat',
    lines: [soldLine()],
    ...more,
  }
}

/**
 * What the form sends for a fault of one unit, typed with its purchase.
 * @param more what is different
 */
export function opening(more: Partial<OpenCaseInput> = {}): OpenCaseInput {
  return {
    commandId: randomUUID(),
    customer: { kind: 'new', name: '周女士', phone: '13800020001' },
    purchase: { kind: 'typed', purchase: typedPurchase() },
    lines: [{ position: 0, units: 1 }],
    reason: 'quality_fault',
    faultKind: 'performance',
    whatHappened: '打浆时漏电,一碰就麻手',
    voucherValid: true,
    ...more,
  }
}

/** How an opening names a purchase that is typed now. */
export function typed(more: Partial<TypedPurchase> = {}): Partial<OpenCaseInput> {
  return { purchase: { kind: 'typed', purchase: typedPurchase(more) } }
}

/**
 * How an opening names the purchase of an earlier case.
 * @param of that case as it is now
 * @param more what is different
 */
export function again(of: CaseView, more: Partial<OpenCaseInput> = {}): Partial<OpenCaseInput> {
  return {
    customer: { kind: 'known', customerId: of.customer.id },
    purchase: { kind: 'known', purchaseId: of.purchase.id, seenVersion: of.purchase.version },
    ...more,
  }
}

/** Nothing wrong with the unit but the fault, which is there. */
export function inspected(more: Partial<CaseInput<'inspect'>> = {}): CaseInput<'inspect'> {
  return {
    faultConfirmed: true,
    faultKind: 'performance',
    grade: 'b',
    fitForSecondSale: true,
    damagedByCustomer: false,
    openedWithoutPermission: false,
    used: true,
    tagsComplete: true,
    packagingComplete: true,
    accessoriesComplete: true,
    ...more,
  }
}

export const refundPlan: TypedPlan = { remedy: 'refund' }
/** The same unit again: nobody pays anything. */
export const exchangePlan: TypedPlan = {
  remedy: 'exchange',
  replacement: { model: 'DJ13B', productName: '豆浆机', priceFen: 29_900 },
}
export const repairPlan: TypedPlan = { remedy: 'repair' }

/**
 * Goodwill and nothing else.
 * @param amountFen of a coupon
 */
export function couponPlan(amountFen: number): TypedPlan {
  return { remedy: 'offers_only', offers: [{ kind: 'coupon', amountFen, detail: '满减券' }] }
}

/** What goes with goods that come in, go out, and with money. */
export const goodsIn: CaseInput<'receive_goods'> = { description: '豆浆机一台,含电源线', place: '货架 A3' }
export const goodsOut: CaseInput<'goods_out'> = { serialNumber: '', receivedBy: '周女士' }

/** Opens a case as this person. */
export function open(person: DeskPerson, more: Partial<OpenCaseInput> = {}): Promise<CaseRecorded> {
  return person.call.cases.open.mutate(opening(more))
}

/**
 * Does an action on a case as this person, on the version that stands now.
 * @param person who acts
 * @param caseId on what
 * @param action a row of the table
 * @param input what it asks for
 */
export async function actOn<A extends CaseAction>(
  person: DeskPerson,
  caseId: string,
  action: A,
  input: CaseInput<A>,
): Promise<CaseRecorded> {
  const { version } = await person.call.cases.get.query({ id: caseId })
  return actOnSeen(person, caseId, version, action, input)
}

/**
 * Does an action on the version of the case that is named.
 * @param seenVersion the version that the person saw
 */
export function actOnSeen<A extends CaseAction>(
  person: DeskPerson,
  caseId: string,
  seenVersion: number,
  action: A,
  input: CaseInput<A>,
): Promise<CaseRecorded> {
  return person.call.cases.act.mutate({ commandId: randomUUID(), caseId, seenVersion, action, input })
}

/**
 * The refusal of a call that must be refused, after which the file is as it was, to the byte of its journal.
 * @param watch the second pair of eyes on the file
 * @param call what is tried
 */
export async function refusedUntouched(watch: FileWatch, call: () => Promise<unknown>): Promise<RefusalView> {
  const before = { ...watch.head(), commits: watch.commits() }
  const refusal = await refusalOf(call())
  const after = { ...watch.head(), commits: watch.commits() }
  if (JSON.stringify(after) !== JSON.stringify(before))
    throw new Error(`Refused with ${refusal.key}, but something was written`)
  return refusal
}

/**
 * The journal's chain and every record of the file as it lies there.
 * @param watch of a running or stopped desk
 * @returns what is not as the journal says; empty for a sound file
 */
export function faultsOf(watch: FileWatch): readonly Fault[] {
  return verifyStoreFile({ raw: watch.raw }).faults
}

export interface CaseWalkOptions {
  /** Staff number of the handler; default the clerk. */
  readonly handler?: string
  readonly open?: Partial<OpenCaseInput>
  /** What is found; null = it is not inspected, because it never arrived. */
  readonly inspect?: Partial<CaseInput<'inspect'>> | null
  /** Default a refund; where a signature is awaited, a coupon of 60 yuan, and 2,001 yuan where head office is. */
  readonly plan?: TypedPlan
  /** Serial of the unit that goes out in an exchange; default a new one. */
  readonly newSerial?: string
}

/** A case that was brought to a state by real calls. */
export interface WalkedCase {
  readonly id: string
  readonly number: string
  /** As the second manager sees it. */
  view(): Promise<CaseView>
}

const way = ['opened', 'inspected', 'planned', 'approved', 'done'] as const

/** The plan that leads to a state, unless a test names its own. */
function planFor(to: CaseState): TypedPlan {
  if (to === 'awaiting_signature') return couponPlan(6_000)
  if (to === 'awaiting_approval') return couponPlan(200_001)
  return refundPlan
}

/** How far on the way a state lies. */
const reached: Readonly<Record<CaseState, (typeof way)[number]>> = {
  opened: 'opened',
  inspected: 'inspected',
  planned: 'planned',
  awaiting_signature: 'planned',
  awaiting_approval: 'planned',
  approved: 'approved',
  done: 'done',
  declined: 'inspected',
  withdrawn: 'inspected',
  voided: 'inspected',
}

/** Everything that an approved plan asks for, in the order of the table. */
async function carryOut(person: DeskPerson, id: string, options: CaseWalkOptions): Promise<void> {
  const view = () => person.call.cases.get.query({ id })
  const due = async (action: CaseAction) =>
    (await view()).offers.some((offer) => offer.action === action && offer.missing.length === 0)
  const plan = (await view()).plan
  if (plan === null) throw new Error('Nothing is planned')
  const moneyBack = { amountFen: plan.refundFen, voucherNumber: 'V-0001' }
  if (await due('receive_goods')) await actOn(person, id, 'receive_goods', goodsIn)
  if (await due('start_repair')) {
    const on = '2026-05-20'
    await actOn(person, id, 'start_repair', { on, repairer: '九阳授权维修' })
    await actOn(person, id, 'end_repair', { on, failed: false, delay: null, work: '换线' })
  }
  if (await due('take_payment'))
    await actOn(person, id, 'take_payment', {
      amountFen: plan.payFen,
      method: 'wechat',
      voucherNumber: 'P-0001',
    })
  if (await due('goods_out')) {
    const repaired = plan.remedy === 'repair' || plan.remedy === 'paid_repair'
    const serialNumber = options.newSerial ?? newSerial()
    await actOn(person, id, 'goods_out', { ...goodsOut, serialNumber: repaired ? '' : serialNumber })
  }
  if (await due('pay_out'))
    await actOn(person, id, 'pay_out', {
      ...moneyBack,
      method: plan.plan.storeCredit ? 'store_credit' : 'wechat',
      methodReason: plan.plan.storeCredit ? '' : '微信原路退回',
    })
  await actOn(person, id, 'finish', {})
}

/**
 * Brings a case to a state of the table through the front door. The second clerk opens, plans and submits it, so that the
 * handler under test has prepared nothing; the first manager signs.
 * @param desk a store made by `startStore`
 * @param to the state
 * @param options what is different from a fault on day 6 that is refunded
 */
export async function walkCase(
  desk: TestDesk,
  to: CaseState,
  options: CaseWalkOptions = {},
): Promise<WalkedCase> {
  const driver = await desk.as(testStaff.otherManager)
  const preparer = await desk.as(testStaff.otherClerk)
  const signer = await desk.as(testStaff.manager)
  const handler = await desk.as(options.handler ?? testStaff.clerk)
  const input = opening(options.open)
  const { id, number } = await preparer.call.cases.open.mutate(input)
  const view = () => driver.call.cases.get.query({ id })
  const step = <A extends CaseAction>(action: A, asked: CaseInput<A>, person = preparer) =>
    actOn(person, id, action, asked)

  const onward: Readonly<Record<(typeof way)[number], () => Promise<unknown>>> = {
    opened: async () => {},
    inspected: async () => {
      if (options.inspect === null) return
      const [line] = (await view()).lines
      await step('inspect', inspected({ serialSeen: line?.serialNumber ?? '', ...options.inspect }))
    },
    planned: () => step('plan', options.plan ?? planFor(to)),
    approved: async () => {
      const { state } = await step('submit', { pin })
      if (state === 'awaiting_signature')
        await step('sign', { planId: (await view()).plan?.id ?? '', pin }, signer)
      if ((await view()).state === 'awaiting_approval')
        await step(
          'head_office_ruling',
          { decision: 'approve', reference: '批 1', text: '同意', pin },
          signer,
        )
    },
    done: () => carryOut(preparer, id, options),
  }
  for (const state of way.slice(0, way.indexOf(reached[to]) + 1)) await onward[state]()
  switch (to) {
    case 'awaiting_signature':
    case 'awaiting_approval':
      await step('submit', { pin })
      if (to === 'awaiting_approval')
        await step('sign', { planId: (await view()).plan?.id ?? '', pin }, signer)
      break
    case 'declined':
      await step('decline', { reason: '人为损坏' })
      break
    case 'withdrawn':
      await step('withdraw', { words: '不退了' })
      break
    case 'voided':
      await step('void', { reason: '录错', pin }, driver)
      break
    default:
  }
  const after = await view()
  if (after.state !== to) throw new Error(`The case is ${after.state}, not ${to}`)
  // While it is open the handler under test takes it over.
  if (after.endedAt === null) await step('reassign', { handlerId: handler.staff.id, reason: '' }, driver)
  return { id, number, view }
}
