import { eq, lt } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import * as t from '../../../db/schema.ts'
import { registerSchema } from '../../../domain/complaint/input.ts'
import { serialKey } from '../../../domain/serial.ts'
import type { Department, Role } from '../../../domain/vocabulary.ts'
import { storeDay } from '../../../domain/working-time.ts'
import { actOn } from '../complaints/act.ts'
import { openRegistrar } from '../complaints/register.ts'
import type { DeskContext } from '../context.ts'
import { normalTerm, openTermIndex, termsOf } from '../customers/recall.ts'
import { unmarked } from '../customers/unmarked.ts'
import { writeStore } from '../store.ts'
import { demoCases, demoStanding } from './case-data.ts'
import { demoCasesOf } from './cases.ts'
import type { DemoComplaint, DemoStep } from './data.ts'
import { demoComplaints, demoCustomers, demoPhoto } from './data.ts'
import { demoInput } from './inputs.ts'
import { pastOf } from './past.ts'
import type { Life } from './schedule.ts'
import { planOf } from './schedule.ts'
import { demoStandingOf } from './standing.ts'
import { importSold } from './till.ts'

/** The PIN of everybody in the demo store. */
export const demoPin = '246810'

const dayMs = 86_400_000
/** Notices of the last hours are still new to everybody. */
const seenAfterMs = 3 * 3_600_000
/** Before the first complaint, so that the journal begins with the store. */
const openedDaysAgo = 40

const people: readonly { number: string; name: string; role: Role; department: Department | null }[] = [
  { number: '1001', name: '林晓雯', role: 'clerk', department: null },
  { number: '1002', name: '何志强', role: 'clerk', department: null },
  { number: '3001', name: '梁师傅', role: 'technician', department: null },
  { number: '1501', name: '苏敏', role: 'supervisor', department: null },
  { number: '4001', name: '周文斌', role: 'department', department: 'logistics' },
]

async function writePeople(desk: DeskContext): Promise<void> {
  const pinHash = await desk.pins.hash(demoPin)
  const manager = { number: '2001', name: '陈国栋', pinHash }
  writeStore(desk, { commandId: uuidv7(), code: 'SZ001', name: '南山演示店', demo: true, manager })
  const now = desk.clock.now()
  for (const { number, name, role, department } of people) {
    const id = uuidv7()
    const head = { commandId: uuidv7(), action: 'staff.add', about: 'staff', staffId: null, at: now } as const
    desk.recorder.command(head, (writer) => {
      writer.put('staff', { id, number, name, role, department, active: true, pinSetAt: now })
      desk.pins.keep(id, pinHash)
    })
  }
}

/** @returns customer id by key */
function writeCustomers(desk: DeskContext, today: number): Map<string, string> {
  const terms = openTermIndex(desk.file)
  const ids = new Map<string, string>()
  const at = desk.clock.now()
  for (const { key, name, phone, member, purchases } of demoCustomers()) {
    const id = uuidv7()
    ids.set(key, id)
    const head = {
      commandId: uuidv7(),
      action: 'customer.import',
      about: 'customer',
      staffId: null,
      at,
    } as const
    desk.recorder.command(head, (writer) => {
      const customer = {
        id,
        anonymous: false,
        name,
        phones: [phone],
        memberNumber: member,
        address: '',
        consent: true,
        doNotCall: false,
        createdAt: at,
        ...unmarked,
      }
      writer.makeKey(id)
      writer.putOf(id, 'customer', customer)
      terms.add(id, termsOf(customer))
      for (const each of purchases) {
        const purchaseId = uuidv7()
        const boughtOn = storeDay(today - each.boughtDaysAgo * dayMs, desk.policy())
        writer.putOf(id, 'purchase', {
          id: purchaseId,
          customerId: id,
          orderNumber: each.order,
          channel: each.channel,
          invoicedOn: boughtOn,
          deliveredOn: boughtOn,
          version: 1,
          paymentMethod: 'wechat',
          soldOutOfStock: false,
          promisedArrivalOn: null,
          confirmationSigned: false,
        })
        writer.putOf(id, 'purchase_line', {
          id: uuidv7(),
          purchaseId,
          model: each.model,
          productName: each.product,
          family: each.family,
          serialNumber: each.serial,
          quantity: 1,
          paidFen: each.paidFen,
          warrantyMonths: each.warrantyMonths,
          position: 0,
          brand: '',
          category: null,
          gifts: [],
          serialKey: serialKey(each.serial),
        })
        terms.add(id, [each.order, each.serial].map(normalTerm))
      }
    })
  }
  return ids
}

/**
 * Makes the demo store SZ001 in an empty file: people, purchases and some weeks of complaints and cases in every state,
 * ending now. Everything after the store itself goes through the desk's own use cases, at moments of the past.
 * @param desk the desk of an empty file
 */
export async function fillDemo(desk: DeskContext): Promise<void> {
  const now = desk.clock.now()
  const story = pastOf(desk)
  const { desk: past, callerOf } = story
  story.goTo(now - openedDaysAgo * dayMs)
  await writePeople(past)
  const customerIds = writeCustomers(past, now)
  const registrar = openRegistrar(past)
  const recordedIds = new Map<string, string>()

  function complaintOf(key: string) {
    const id = recordedIds.get(key) ?? ''
    const row = past.file.orm.select().from(t.complaint).where(eq(t.complaint.id, id)).get()
    if (row === undefined) throw new Error(`Demo complaint ${key} is not recorded yet`)
    return row
  }

  const ties = {
    desk: past,
    staffId: (number: string) => callerOf(number).me.staffId,
    numberOf: (key: string) => complaintOf(key).number,
  }

  async function register(complaint: DemoComplaint): Promise<void> {
    const { key, by, customer, order, handler, lowered, ...told } = complaint
    const line = demoCustomers()
      .find((each) => each.key === customer)
      ?.purchases.find((each) => each.order === order)
    const customerId = customer === null ? undefined : customerIds.get(customer)
    const input = registerSchema.parse({
      ...told,
      commandId: uuidv7(),
      customer: customerId === undefined ? { kind: 'anonymous' } : { kind: 'known', customerId },
      purchase:
        line === undefined
          ? null
          : {
              orderNumber: line.order,
              model: line.model,
              productName: line.product,
              serialNumber: line.serial,
            },
      levelApproval: lowered ? { staffNumber: '2001', pin: demoPin } : null,
      handlerId: handler === null ? null : ties.staffId(handler),
    })
    recordedIds.set(key, (await registrar.register(callerOf(by), input)).id)
  }

  async function addPhoto(by: string, given: DemoStep['input']): Promise<unknown> {
    const name = String(given.name)
    const { sha256 } = await past.vault.stage(callerOf(by).me.staffId, demoPhoto(String(given.photo)), name)
    return { files: [{ sha256, name }] }
  }

  /** A complaint that rose to major on its way is closed with its notice to the sales department. */
  async function giveNotice(key: string): Promise<void> {
    const { level } = complaintOf(key)
    const notice = past.file.orm
      .select()
      .from(t.outcomeNotice)
      .where(eq(t.outcomeNotice.complaintId, complaintOf(key).id))
      .get()
    if (level < 4 || notice !== undefined) return
    const text = '本投诉已按签批的处理单办结，请门管将处理结果告知相关销售人员，并在晨会上通报原因。'
    await live(key, {
      by: '1501',
      action: 'outcome_notice',
      input: { salesDepartment: '家电销售部', text },
      wait: undefined,
    })
  }

  async function live(key: string, { by, action, input }: DemoStep): Promise<void> {
    if (action === 'return_visit' || action === 'close_without_visit') await giveNotice(key)
    const complaint = complaintOf(key)
    const full =
      action === 'add_photo'
        ? { action: 'add_file' as const, input: await addPhoto(by, input) }
        : { action, input: demoInput(ties, complaint, action, input, demoPin) }
    await actOn(callerOf(by), {
      commandId: uuidv7(),
      complaintId: complaint.id,
      seenVersion: complaint.version,
      ...full,
    })
  }

  const caseTies = {
    customerId: (key: string) => customerIds.get(key) ?? '',
    complaintId: (key: string) => complaintOf(key).id,
    pin: demoPin,
  }
  const cases = demoCasesOf(story, caseTies)
  const { sign, keep } = demoStandingOf(story, caseTies)
  const { authorisations, custody } = demoStanding()
  const plan = <L extends Life>(
    lives: readonly L[],
    live: (of: L, step: L['life'][number] | null) => unknown,
  ) => planOf(lives, now, past.policy()).map(({ at, of, step }) => ({ at, happen: () => live(of, step) }))
  const events = [
    ...plan(authorisations, sign),
    ...plan(demoComplaints(), (of, step) => (step === null ? register(of) : live(of.key, step))),
    ...plan(demoCases(), cases.live),
    ...plan(custody, keep),
  ]
  for (const { at, happen } of events.toSorted((one, other) => one.at - other.at)) {
    story.liveUntil(at)
    await happen()
  }
  await importSold({ ...callerOf('1001'), desk })
  // What rang on earlier days was seen then.
  past.file.orm
    .update(t.notice)
    .set({ seenAt: now })
    .where(lt(t.notice.at, now - seenAfterMs))
    .run()
}
