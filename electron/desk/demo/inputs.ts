import { and, desc, eq, isNull } from 'drizzle-orm'
import { z } from 'zod'
import * as t from '../../../db/schema.ts'
import type { Action } from '../../../domain/complaint/moves.ts'
import { storeTimeOf } from '../../../domain/store-time.ts'
import { storeDay } from '../../../domain/working-time.ts'
import type { Complaint } from '../complaints/facts.ts'
import type { DeskContext } from '../context.ts'

const hourMs = 3_600_000

/** What the inputs of the demo's steps refer to. */
export interface DemoTies {
  readonly desk: DeskContext
  /** Staff id by number. */
  staffId(number: string): string
  /** Number of the demo complaint with this key. */
  numberOf(key: string): string
}

const line = z.object({
  kind: z.string(),
  basis: z.string(),
  amountFen: z.int().nullable().default(null),
  detail: z.string().default(''),
  department: z.string().nullable().default(null),
})

/** The short inputs of the demo data that say something else than the action's own input. */
const short = {
  handler: z.object({ handler: z.string(), present: z.boolean().default(false) }),
  hours: z.object({ untilHours: z.number(), reason: z.string() }),
  contact: z.looseObject({
    nextInHours: z.number(),
    direction: z.string(),
    channel: z.string(),
    reached: z.boolean(),
  }),
  visit: z.object({
    how: z.string(),
    solution: z.string(),
    handlerScore: z.string().nullable().default(null),
    technicianScore: z.string().nullable().default(null),
    remarks: z.string().default(''),
    reason: z.string().default(''),
  }),
  paper: z.object({
    options: z.array(z.array(line)),
    wording: z.string(),
    terms: z.string().default(''),
    floor: z.string().default(''),
  }),
  told: z.object({
    deliveredHow: z.string().default('handed_over'),
    spokenHow: z.string().default('in_person'),
  }),
  done: z.looseObject({ evidence: z.array(z.string()) }),
  task: z.object({ task: z.int(), evidence: z.string() }),
  later: z.looseObject({ inDays: z.int() }),
  into: z.object({ into: z.string() }),
} as const

function openTasks(desk: DeskContext, complaint: Complaint) {
  return desk.file.orm
    .select({ id: t.executionTask.id })
    .from(t.executionTask)
    .where(and(eq(t.executionTask.complaintId, complaint.id), isNull(t.executionTask.doneAt)))
    .orderBy(t.executionTask.position)
    .all()
}

function paperId(desk: DeskContext, complaint: Complaint): string | undefined {
  return desk.file.orm
    .select({ id: t.resolution.id })
    .from(t.resolution)
    .where(eq(t.resolution.complaintId, complaint.id))
    .orderBy(desc(t.resolution.version))
    .limit(1)
    .get()?.id
}

/**
 * The input of an action as the desk asks for it, from its short form in the demo data.
 * @param ties what the short form refers to
 * @param complaint as it stands
 * @param action the action
 * @param given the short form
 * @param pin a PIN in the right form; the demo's context takes any
 */
export function demoInput(
  ties: DemoTies,
  complaint: Complaint,
  action: Action,
  given: Readonly<Record<string, unknown>>,
  pin: string,
): unknown {
  const { desk } = ties
  const now = desk.clock.now()
  const later = (hours: number) => new Date(now + hours * hourMs).toISOString()
  switch (action) {
    case 'accept': {
      const { handler, present } = short.handler.parse(given)
      return { handlerId: ties.staffId(handler), customerPresent: present || complaint.channel === 'walk_in' }
    }
    case 'record_finding':
      return { person: '', evidence: '', ...given }
    case 'dispatch':
      return { dueAt: null, ...given }
    case 'propose': {
      const { options, floor, ...paper } = short.paper.parse(given)
      const lines = options.map((option) => ({ lines: option.map((each) => ({ ...each, dueOn: null })) }))
      return { ...paper, options: lines, internalFloor: floor }
    }
    case 'sign':
      return { resolutionId: paperId(desk, complaint), pin }
    case 'head_office_ruling':
    case 'end_unsettled':
    case 'void':
    case 'lower_level':
      return { ...given, pin }
    case 'communicate': {
      const at = new Date(now).toISOString()
      return { ...short.told.parse(given), deliveredAt: at, spokenAt: at }
    }
    case 'customer_accepts':
      return { option: 0, ...given }
    case 'task_done': {
      const { task, evidence } = short.task.parse(given)
      return { taskId: openTasks(desk, complaint)[task]?.id, evidence }
    }
    case 'complete_execution': {
      const { evidence, ...rest } = short.done.parse(given)
      const tasks = openTasks(desk, complaint).map(({ id }, index) => ({
        taskId: id,
        evidence: evidence[index],
      }))
      return { ...rest, tasks }
    }
    case 'return_visit': {
      const { handlerScore, technicianScore, ...visit } = short.visit.parse(given)
      return { ...visit, handler: handlerScore, technician: technicianScore }
    }
    case 'withdraw':
      return { ...given, approval: { staffNumber: '1501', pin } }
    case 'merge':
      return { intoNumber: ties.numberOf(short.into.parse(given).into) }
    case 'log_contact': {
      const { nextInHours, ...contact } = short.contact.parse(given)
      const { callsFromAt, callsEndAt } = storeTimeOf(desk.policy()).dayAt(now)
      const called = contact.direction === 'out' && contact.channel === 'phone'
      return {
        nuisance: false,
        ...contact,
        result: called ? (contact.reached ? 'talked' : 'no_answer') : null,
        // Whoever was called in the last half hour of the window had asked for it.
        askedFor: called && (now < callsFromAt || now >= callsEndAt),
        nextAt: later(nextInHours),
      }
    }
    case 'hold': {
      const { untilHours, reason } = short.hours.parse(given)
      return { reason, until: later(untilHours) }
    }
    case 'postpone': {
      const { inDays, ...rest } = short.later.parse(given)
      return { ...rest, newDate: storeDay(now + inDays * 24 * hourMs, desk.policy()) }
    }
    default:
      return given
  }
}
