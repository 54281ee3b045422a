import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TRPCClient, TRPCLink } from '@trpc/client'
import { createTRPCClient, httpBatchLink, httpLink, TRPCClientError } from '@trpc/client'
import { z } from 'zod'
import type { Clock } from '../../electron/desk/clock.ts'
import type { AppRouter } from '../../electron/desk/router.ts'
import type { DeskErrorView, StaffView } from '../../electron/desk/views.ts'
import { serveDesk } from '../../electron/serve.ts'
import type { SettableClock } from './clock.ts'
import { settableClock } from './clock.ts'

/** The PIN of everybody in the stores of tests and in the demo store. */
export const pin = '246810'

/** Cheap on purpose: tests ask for hundreds of PINs. */
const pinCost = { memoryKiB: 1024, passes: 1 } as const

/** Somebody who is signed in. */
export interface DeskPerson {
  readonly staff: StaffView
  readonly token: string
  readonly call: TRPCClient<AppRouter>
  /** The same calls, those of one moment together in one request, as the page sends them. */
  readonly together: TRPCClient<AppRouter>
  /**
   * A request as this person's page would send it.
   * @param pathAndQuery without the leading slash
   */
  fetch(pathAndQuery: string, init?: RequestInit): Promise<Response>
}

/** A real desk over HTTP on a free port. */
export interface TestDesk {
  readonly url: string
  readonly dataDir: string
  readonly clock: Clock
  /** Calls without a session. */
  readonly open: TRPCClient<AppRouter>
  /** Signs in once and remembers it. */
  as(staffNumber: string): Promise<DeskPerson>
  /** Signs in anew, as at another computer. */
  signIn(staffNumber: string, withPin?: string): Promise<DeskPerson>
  /** Stops the desk and leaves its folder. */
  stop(): Promise<void>
  /** Stops the desk and removes its folder, unless the folder was given. */
  close(): Promise<void>
}

type LinkMaker = (options: { url: string; headers: Record<string, string> }) => TRPCLink<AppRouter>

function clientOf(url: string, token: string, link: LinkMaker = httpLink): TRPCClient<AppRouter> {
  const headers: Record<string, string> = token === '' ? {} : { authorization: `Bearer ${token}` }
  return createTRPCClient<AppRouter>({ links: [link({ url: `${url}rpc`, headers })] })
}

/** @returns a new, empty folder */
export function newFolder(): string {
  return mkdtempSync(path.join(tmpdir(), 'countersign-desk-'))
}

/**
 * Starts a desk in a folder of its own.
 * @param options `demo` fills the demo store; `dataDir` takes a folder that stays; `clock` defaults to one that stands
 * at an ordinary morning; `port` where a window finds the desk again after it was off, default any free one
 */
export async function startDesk<C extends Clock = SettableClock>(
  options: { demo?: boolean; clock?: C; dataDir?: string; port?: number } = {},
): Promise<TestDesk & { readonly clock: C }> {
  const dataDir = options.dataDir ?? newFolder()
  const clock = options.clock ?? (settableClock() as Clock as C)
  const served = await serveDesk({
    dataDir,
    port: options.port ?? 0,
    demo: options.demo ?? false,
    clock,
    pinCost,
  })
  const known = new Map<string, Promise<DeskPerson>>()

  let stopped: Promise<void> | null = null
  const stop = () => {
    stopped ??= served.close()
    return stopped
  }

  async function signIn(staffNumber: string, withPin = pin): Promise<DeskPerson> {
    const { token, staff } = await clientOf(served.url, '').session.signIn.mutate({
      staffNumber,
      pin: withPin,
    })
    return {
      staff,
      token,
      call: clientOf(served.url, token),
      together: clientOf(served.url, token, httpBatchLink),
      fetch: (pathAndQuery, init = {}) =>
        fetch(new URL(pathAndQuery, served.url), {
          ...init,
          headers: { authorization: `Bearer ${token}`, ...init.headers },
        }),
    }
  }

  return {
    url: served.url,
    dataDir,
    clock,
    open: clientOf(served.url, ''),
    signIn,
    as(staffNumber) {
      const person = known.get(staffNumber) ?? signIn(staffNumber)
      known.set(staffNumber, person)
      return person
    },
    stop,
    async close() {
      await stop()
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** Who works in the stores of tests: number, role, department. Name and number are the same for finding them again. */
export const testStaff = {
  manager: '2001',
  otherManager: '2002',
  supervisor: '1501',
  clerk: '1001',
  otherClerk: '1002',
  technician: '3001',
  logistics: '4001',
  finance: '4002',
} as const

const toAdd = [
  { number: testStaff.otherManager, role: 'manager', department: null },
  { number: testStaff.supervisor, role: 'supervisor', department: null },
  { number: testStaff.clerk, role: 'clerk', department: null },
  { number: testStaff.otherClerk, role: 'clerk', department: null },
  { number: testStaff.technician, role: 'technician', department: null },
  { number: testStaff.logistics, role: 'department', department: 'logistics' },
  { number: testStaff.finance, role: 'department', department: 'finance' },
] as const

/**
 * Makes the store TS001 and its staff by the calls with which a manager makes them.
 * @param desk a desk on an empty folder
 */
export async function setUpStore(desk: TestDesk): Promise<void> {
  await desk.open.desk.setup.mutate({
    commandId: randomUUID(),
    storeCode: 'TS001',
    storeName: '测试店',
    managerNumber: testStaff.manager,
    managerName: '店长2001',
    pin,
  })
  const { call } = await desk.as(testStaff.manager)
  for (const { number, role, department } of toAdd)
    await call.staff.add.mutate({
      commandId: randomUUID(),
      number,
      name: `员工${number}`,
      role,
      department,
      pin,
    })
}

/**
 * A desk whose store and staff are there.
 * @param options as for `startDesk`
 */
export async function startStore<C extends Clock = SettableClock>(options: { clock?: C } = {}) {
  const desk = await startDesk<C>(options)
  await setUpStore(desk)
  return desk
}

const deskErrorSchema = z.object({
  code: z.enum(['not_allowed', 'not_found', 'invalid', 'stale', 'busy', 'signed_out']),
  key: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  field: z.string().nullable(),
  missing: z.array(z.string()),
})

/** What a refused call says. */
export type RefusalView = Omit<DeskErrorView, 'missing'> & { missing: string[] }

/**
 * The refusal of a call that must be refused.
 * @param call the running call
 * @throws Error when it was not refused, or not in the desk's own words
 */
export async function refusalOf(call: Promise<unknown>): Promise<RefusalView> {
  const outcome = await call.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  )
  if ('value' in outcome) throw new Error(`Was not refused: ${JSON.stringify(outcome.value)}`)
  const { error } = outcome
  if (!(error instanceof TRPCClientError)) throw error
  return z.object({ desk: deskErrorSchema }).parse(error.data).desk
}

/**
 * The refusal that a plain request was answered with (files, prints, over-long bodies).
 * @param response its answer
 */
export async function refusalIn(response: Response): Promise<RefusalView> {
  return z.object({ desk: deskErrorSchema }).parse(await response.json()).desk
}
