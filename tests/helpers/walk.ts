import { randomUUID } from 'node:crypto'
import type { ActionInputs, RegisterInput } from '../../domain/complaint/input.ts'
import type { Action } from '../../domain/complaint/moves.ts'
import type { Level, State } from '../../domain/vocabulary.ts'
import type { ComplaintView, Recorded } from '../../electron/desk/views.ts'
import type { DeskPerson, TestDesk } from './desk.ts'
import { pin, testStaff } from './desk.ts'

/**
 * What the intake form sends for an ordinary complaint of level 2.
 * @param more what is different
 */
export function intake(more: Partial<RegisterInput> = {}): RegisterInput {
  return {
    commandId: randomUUID(),
    customer: { kind: 'new', name: '周女士', phone: '13800020001' },
    channel: 'walk_in',
    purchase: { orderNumber: 'A20260518001', model: 'DJ13B', serialNumber: 'SN0001' },
    whatHappened: '买的豆浆机送货晚了三天,到货时外箱破损',
    wants: ['apology'],
    level: 2,
    department: 'logistics',
    handlerId: null,
    ...more,
  }
}

/**
 * Does an action on a complaint as this person, on the version that stands now.
 * @param person who acts
 * @param complaintId on what
 * @param action a row of the table
 * @param input what it asks for
 */
export async function act<A extends Action>(
  person: DeskPerson,
  complaintId: string,
  action: A,
  input: ActionInputs[A],
): Promise<Recorded> {
  const { version } = await person.call.complaints.get.query({ id: complaintId })
  return actOnVersion(person, complaintId, version, action, input)
}

/**
 * Does an action on the version of the complaint that is named.
 * @param seenVersion the version that the person saw
 */
export function actOnVersion<A extends Action>(
  person: DeskPerson,
  complaintId: string,
  seenVersion: number,
  action: A,
  input: ActionInputs[A],
): Promise<Recorded> {
  const commandId = randomUUID()
  return person.call.complaints.act.mutate({ commandId, complaintId, seenVersion, action, input })
}

export type OptionLine = ActionInputs['propose']['options'][number]['lines'][number]

/** An apology, which needs nothing carried out. */
export const apologyLine: OptionLine = {
  kind: 'apology',
  basis: 'store_mistake',
  amountFen: null,
  detail: '',
  department: null,
  dueOn: null,
}

/**
 * Goodwill in money, to be carried out by logistics.
 * @param amountFen how much
 */
export function compensationLine(amountFen: number): OptionLine {
  return {
    kind: 'compensation',
    basis: 'goodwill',
    amountFen,
    detail: '',
    department: 'logistics',
    dueOn: null,
  }
}

/** More than a manager may sign without head office (process section 14: 2,000 yuan). */
export const beyondTheManagerFen = 200_001

export interface WalkOptions {
  /** Staff number of the handler; default the clerk. */
  readonly handler?: string
  readonly register?: Partial<RegisterInput>
  readonly level?: Level
  /** The round in which it arrives; in every earlier one the customer turned the resolution down. Default 1. */
  readonly round?: number
  /** Remedy lines of the options; default one option of 50 yuan goodwill. */
  readonly options?: readonly (readonly OptionLine[])[]
  readonly wording?: string
  readonly internalFloor?: string
}

/** A complaint that was brought to a state by real calls. */
export interface Walked {
  readonly id: string
  readonly number: string
  /** As the second manager sees it. */
  view(): Promise<ComplaintView>
}

/** From one open state to the next on the straight way to the end. */
const way = [
  'registered',
  'accepted',
  'investigating',
  'proposing',
  'awaiting_signature',
  'signed',
  'communicated',
  'executing',
  'executed',
  'closed',
] as const satisfies readonly State[]
type OnTheWay = (typeof way)[number]

/** Ends and side states: the state on the way from which they are reached. */
const leaves: Readonly<Record<Exclude<State, OnTheWay>, OnTheWay>> = {
  dispatched: 'investigating',
  awaiting_approval: 'awaiting_signature',
  withdrawn: 'accepted',
  merged: 'accepted',
  voided: 'accepted',
  unsettled: 'proposing',
}

function isOnTheWay(state: State): state is OnTheWay {
  return way.some((each) => each === state)
}

/**
 * Brings a complaint to a state of the table through the front door. The second manager does every step but signing, so
 * that the handler under test has prepared nothing; the first manager signs.
 * @param desk a store made by `startStore`
 * @param to the state
 * @param options what is different from an ordinary complaint
 */
export async function walk(desk: TestDesk, to: State, options: WalkOptions = {}): Promise<Walked> {
  const driver = await desk.as(testStaff.otherManager)
  const signer = await desk.as(testStaff.manager)
  const handler = await desk.as(options.handler ?? testStaff.clerk)
  const level = options.level ?? 2
  const recorded = await driver.call.complaints.register.mutate(
    intake({ handlerId: handler.staff.id, level, ...options.register }),
  )
  let { version } = recorded
  const { id, number } = recorded
  const view = () => driver.call.complaints.get.query({ id })

  async function step<A extends Action>(action: A, input: ActionInputs[A], person = driver): Promise<void> {
    version = (await actOnVersion(person, id, version, action, input)).version
  }

  const beyond = to === 'awaiting_approval'
  const lines = options.options ?? [[compensationLine(beyond ? beyondTheManagerFen : 5_000)]]

  async function propose(): Promise<void> {
    await step('propose', {
      options: lines.map((each) => ({ lines: [...each] })),
      wording: options.wording ?? '我们为晚送三天向您道歉',
      terms: '',
      internalFloor: options.internalFloor ?? '',
    })
  }

  async function paperId(): Promise<string> {
    return (await view()).resolutions[0]?.id ?? ''
  }

  async function communicate(): Promise<void> {
    const at = new Date(desk.clock.now()).toISOString()
    await step('communicate', {
      deliveredHow: 'handed_over',
      deliveredAt: at,
      spokenHow: 'in_person',
      spokenAt: at,
    })
  }

  async function sign(): Promise<void> {
    await step('sign', { resolutionId: await paperId(), pin }, signer)
  }

  const onward: Readonly<Record<OnTheWay, () => Promise<void>>> = {
    registered: async () => {},
    accepted: () => step('accept', { handlerId: handler.staff.id, customerPresent: true }),
    investigating: () => step('investigate', {}),
    proposing: () =>
      step('record_finding', {
        founded: true,
        quality: false,
        cause: '司机少装一单',
        department: 'logistics',
        person: '',
        evidence: '',
      }),
    awaiting_signature: async () => {
      await propose()
      await step('submit', {})
    },
    signed: sign,
    communicated: communicate,
    executing: () => step('customer_accepts', { opinion: '可以', how: 'in_person', option: 0 }),
    executed: async () => {
      const { tasks } = await view()
      const done = tasks.map((task) => ({ taskId: task.id, evidence: '转账凭证 0012' }))
      await step('complete_execution', { tasks: done, wordHow: 'phone', word: '已到账,请查收' })
    },
    closed: async () => {
      if (level >= 4)
        await step('outcome_notice', { salesDepartment: '小家电部', text: '已补偿,请注意装车核对' })
      await step('return_visit', {
        how: 'phone',
        solution: 'satisfied',
        handler: null,
        technician: null,
        remarks: '',
        reason: '',
      })
    },
  }

  async function follow(from: number, until: OnTheWay): Promise<void> {
    for (const state of way.slice(from, way.indexOf(until) + 1)) await onward[state]()
  }

  const last = isOnTheWay(to) ? to : leaves[to]
  const rounds = options.round ?? (to === 'unsettled' ? 2 : 1)
  let from = 0
  for (let round = 1; round < rounds; round += 1) {
    await follow(from, 'communicated')
    await step('customer_rejects', { opinion: '不同意', how: 'phone' })
    from = way.indexOf('proposing') + 1
  }
  await follow(from, last)
  switch (to) {
    case 'dispatched':
      await step('dispatch', { department: 'logistics', question: '为什么晚送?', dueAt: null })
      break
    case 'awaiting_approval':
      await sign()
      break
    case 'withdrawn':
      await step('withdraw', { words: '不追究了', approval: { staffNumber: testStaff.manager, pin } })
      break
    case 'merged': {
      const other = await driver.call.complaints.register.mutate(intake({ level: 2 }))
      await step('merge', { intoNumber: other.number })
      break
    }
    case 'voided':
      await step('void', { reason: '录错', pin })
      break
    case 'unsettled':
      await step('end_unsettled', { reason: '两轮未果', referredTo: '消费者委员会', pin })
      break
    default:
  }
  return { id, number, view }
}
