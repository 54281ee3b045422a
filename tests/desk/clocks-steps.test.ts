import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { SettableClock } from '../helpers/clock.ts'
import { settableClock } from '../helpers/clock.ts'
import type { TestDesk } from '../helpers/desk.ts'
import { pin, startStore, testStaff } from '../helpers/desk.ts'
import { kept, minuteMs, pass } from '../helpers/passing.ts'
import { act, intake } from '../helpers/walk.ts'

/** The same life at two desks: one is on all the time, the other sleeps between the acts and wakes at the end. */
interface Store {
  readonly clock: SettableClock
  readonly desk: TestDesk
  go(ms: number): Promise<void>
}

const stores: Store[] = []

beforeAll(async () => {
  const start = '2026-05-18T00:00:00.000Z'
  for (const sleeps of [false, true]) {
    const clock = settableClock(start)
    const desk = await startStore({ clock })
    stores.push({
      clock,
      desk,
      go: (ms) =>
        sleeps
          ? Promise.resolve(clock.set(new Date(clock.now() + ms).toISOString()))
          : pass(clock, ms, 90 * minuteMs),
    })
  }
})
afterAll(async () => {
  for (const { desk } of stores) await desk.close()
})

const contact = {
  channel: 'phone',
  said: '说明进展',
  nextStep: '再联系',
  nuisance: false,
} as const

const acts = [
  'accept',
  'call_in',
  'talk',
  'hold',
  'release',
  'raise',
  'lower',
  'dispatch',
  'answer',
  'withdraw',
  'reopen',
  'nothing',
] as const
type Done = (typeof acts)[number]

async function doIt({ desk, clock }: Store, id: string, what: Done): Promise<void> {
  const me = await desk.signIn(testStaff.otherManager)
  const next = new Date(clock.now() + 86_400_000).toISOString()
  const { level } = await me.call.complaints.get.query({ id })
  switch (what) {
    case 'accept':
      await act(me, id, 'accept', { handlerId: me.staff.id, customerPresent: false })
      break
    case 'call_in':
      await act(me, id, 'log_contact', { ...contact, direction: 'in', reached: false, nextAt: next })
      break
    case 'talk':
      await act(me, id, 'log_contact', { ...contact, direction: 'out', reached: true, nextAt: next })
      break
    case 'hold':
      await act(me, id, 'hold', { reason: '等客户', until: next })
      break
    case 'release':
      await act(me, id, 'release', { reason: '' })
      break
    case 'raise':
      await act(me, id, 'raise_level', { level: level < 3 ? 3 : 5, reason: '升级' })
      break
    case 'lower':
      await act(me, id, 'lower_level', { level: level > 2 ? 2 : 1, reason: '降级', pin })
      break
    case 'dispatch':
      await act(me, id, 'dispatch', { department: 'logistics', question: '为什么?', dueAt: null })
      break
    case 'answer':
      await act(me, id, 'department_answer', {
        answer: '漏装',
        plan: '',
        improvement: '',
        acknowledgedBy: '李',
      })
      break
    case 'withdraw':
      await act(me, id, 'withdraw', { words: '算了', approval: { staffNumber: testStaff.manager, pin } })
      break
    case 'reopen':
      await act(me, id, 'reopen', { reason: '又来' })
      break
    case 'nothing':
  }
}

/** What the desk refuses is refused at both; a person who is told that the record changed looks and does it again. */
async function tryTo(store: Store, id: string, what: Done): Promise<string> {
  for (;;) {
    const outcome = await doIt(store, id, what).then(
      () => 'done',
      (error: unknown) => (error instanceof Error ? error.message : 'unknown'),
    )
    if (outcome !== 'stale') return outcome
  }
}

async function live(store: Store, level: 1 | 2 | 3, steps: readonly { wait: number; what: Done }[]) {
  const { desk, clock, go } = store
  const { call } = await desk.signIn(testStaff.otherManager)
  const { id } = await call.complaints.register.mutate(intake({ level, wants: ['service'] }))
  const outcomes: string[] = []
  for (const { wait, what } of steps) {
    await go(wait * 15 * minuteMs)
    outcomes.push(await tryTo(store, id, what))
  }
  await go(30 * 60 * minuteMs)
  await pass(clock, 2 * minuteMs, minuteMs)
  const { raises, late } = kept(desk, id)
  return {
    outcomes,
    raises: raises.map(({ recordedAt: _, ...raise }) => raise),
    late: late.map(({ clock: kind, dueAt }) => `${dueAt} ${kind}`).toSorted(),
    view: await (await desk.signIn(testStaff.manager)).call.complaints.get
      .query({ id })
      .then(({ state, level: now, clock: first, toldHeadOffice }) => ({ state, now, first, toldHeadOffice })),
  }
}

it('raises and late clocks are the same at a desk that is always on and at one that sleeps between the acts', async () => {
  const step = fc.record({
    wait: fc.oneof(fc.integer({ min: 1, max: 16 }), fc.integer({ min: 1, max: 300 })),
    what: fc.constantFrom(...acts),
  })
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom<1 | 2 | 3>(1, 2, 3),
      fc.array(step, { minLength: 1, maxLength: 6 }),
      async (level, steps) => {
        const [awake, asleep] = stores
        if (awake === undefined || asleep === undefined) throw new Error('Two stores are needed')
        const one = await live(awake, level, steps)
        const other = await live(asleep, level, steps)
        expect(asleep.clock.now()).toBe(awake.clock.now())
        expect(other).toEqual(one)
      },
    ),
    { numRuns: 20, seed: 20_260_520 },
  )
})
