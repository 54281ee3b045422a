import { eq } from 'drizzle-orm'
import { z } from 'zod'
import * as t from '../../db/schema.ts'
import { registerSchema } from '../../domain/complaint/input.ts'
import { pinSchema, staffNumberSchema } from '../../domain/text.ts'
import { authorisationsRouter } from './authorisations/router.ts'
import { casesRouter } from './cases/router.ts'
import { actOn, actSchema } from './complaints/act.ts'
import { awaitingSignature, list, listSchema, today, todaySchema } from './complaints/lists.ts'
import { complaintView } from './complaints/view.ts'
import { contactsRouter } from './contacts/router.ts'
import type { Caller, DeskContext } from './context.ts'
import { custodyRouter } from './custody/router.ts'
import { likelyDoubles } from './customers/recall.ts'
import { customersRouter } from './customers/router.ts'
import { clearDraft, draftForm, draftSchema, readDraft, saveDraft } from './drafts.ts'
import { DeskError } from './errors.ts'
import { handoverRouter } from './handover/router.ts'
import { markSeen, noticesOf, seenSchema } from './notices.ts'
import {
  addStaff,
  addStaffSchema,
  changeOwnPin,
  changePinSchema,
  changeStaff,
  changeStaffSchema,
  listStaff,
  resetPin,
  resetPinSchema,
  staffByNumber,
  staffView,
} from './people/staff.ts'
import {
  changePolicy,
  changePolicySchema,
  effectSchema,
  policyEffect,
  policyVersion,
  policyView,
  versionSchema,
} from './policy-change.ts'
import { byCheckCode } from './prints/check-code.ts'
import { printSchema, printView } from './prints/prints.ts'
import { open, own, passive, rpc } from './procedures.ts'
import { promisesRouter } from './promises/router.ts'
import { purchasesRouter } from './purchases/router.ts'
import { scriptsRouter } from './scripts/router.ts'
import { changeStore, changeStoreSchema, deskStatus, setUp, setupSchema, storeView } from './store.ts'
import { surveyRouter } from './survey/router.ts'
import { tillRouter } from './till/router.ts'
import type { Me, SessionView } from './views.ts'

function me(caller: Caller): Me {
  const { orm } = caller.desk.file
  const staff = staffByNumber(orm, caller.me.number)
  if (staff === null) throw new DeskError('signed_out', 'signed_out')
  const kept = orm.select().from(t.preference).where(eq(t.preference.staffId, staff.id)).get()
  return { staff: staffView(staff), store: storeView(orm), language: kept?.language ?? null }
}

async function signIn(desk: DeskContext, input: { staffNumber: string; pin: string }): Promise<SessionView> {
  const staff = staffByNumber(desk.file.orm, input.staffNumber)
  await desk.pins.check(staff?.id ?? null, input.pin, 'pin')
  if (staff === null) throw new DeskError('not_allowed', 'wrong_pin', { field: 'pin', params: { left: 0 } })
  desk.changes.publish({ type: 'changed', entity: 'staff', id: staff.id, version: 0 })
  return { token: desk.sessions.start(staff.id), staff: staffView(staff) }
}

const idInput = z.object({ id: z.uuid() })
const languageInput = z.object({ language: z.enum(['zh-CN', 'en']) })
const doublesInput = z.object({
  customerId: z.uuid().nullable(),
  phone: z.string().max(60),
  orderNumber: z.string().max(60),
})
/** Customers' keys travel this way: in clear only to this very computer. */
function isProtected(address: string): boolean {
  const { protocol, hostname } = new URL(address)
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}

const enrolInput = z.object({
  url: z.url({ protocol: /^https?$/, error: 'not_an_address' }).refine(isProtected, { error: 'needs_https' }),
  code: z.string().trim().min(4, { error: 'required' }).max(200),
})

const deskRouter = rpc.router({
  status: open.query(({ ctx }) => deskStatus(ctx.desk)),
  setup: open.input(setupSchema).mutation(({ ctx, input }) => setUp(ctx.desk, input)),
  people: open.query(({ ctx }) =>
    listStaff(ctx.desk.file.orm)
      .filter((staff) => staff.active)
      .map(({ number, name }) => ({ number, name })),
  ),
})

const sessionRouter = rpc.router({
  signIn: open
    .input(z.object({ staffNumber: staffNumberSchema, pin: pinSchema }))
    .mutation(({ ctx, input }) => signIn(ctx.desk, input)),
  signOut: own.mutation(({ ctx }) => ctx.desk.sessions.end(ctx.caller.token)),
  me: own.query(({ ctx }) => me(ctx.caller)),
  setLanguage: own.input(languageInput).mutation(({ ctx, input }) => {
    const values = { staffId: ctx.caller.me.staffId, language: input.language }
    ctx.desk.file.orm
      .insert(t.preference)
      .values(values)
      .onConflictDoUpdate({ target: t.preference.staffId, set: { language: input.language } })
      .run()
  }),
  changePin: own.input(changePinSchema).mutation(({ ctx, input }) => changeOwnPin(ctx.caller, input)),
})

const staffRouter = rpc.router({
  list: own.query(({ ctx }) => listStaff(ctx.desk.file.orm).map(staffView)),
  add: own.input(addStaffSchema).mutation(({ ctx, input }) => addStaff(ctx.caller, input)),
  change: own.input(changeStaffSchema).mutation(({ ctx, input }) => changeStaff(ctx.caller, input)),
  resetPin: own.input(resetPinSchema).mutation(({ ctx, input }) => resetPin(ctx.caller, input)),
})

const complaintsRouter = rpc.router({
  register: own.input(registerSchema).mutation(({ ctx, input }) => ctx.registrar.register(ctx.caller, input)),
  act: own.input(actSchema).mutation(({ ctx, input }) => actOn(ctx.caller, input)),
  today: passive.input(todaySchema).query(({ ctx, input }) => today(ctx.caller, input)),
  list: own.input(listSchema).query(({ ctx, input }) => list(ctx.caller, input)),
  get: own.input(idInput).query(({ ctx, input }) => complaintView(ctx.caller, input.id)),
  awaitingSignature: own.query(({ ctx }) => awaitingSignature(ctx.caller)),
  doubles: own
    .input(doublesInput)
    .query(({ ctx, input }) => likelyDoubles(ctx.desk.file.orm, input, ctx.desk.clock.now())),
})

const draftsRouter = rpc.router({
  get: own.input(draftForm).query(({ ctx, input }) => readDraft(ctx.caller, input.form)),
  save: own.input(draftSchema).mutation(({ ctx, input }) => saveDraft(ctx.caller, input)),
  clear: own.input(draftForm).mutation(({ ctx, input }) => clearDraft(ctx.caller, input.form)),
})

const headOfficeRouter = rpc.router({
  status: passive.query(({ ctx }) => ctx.desk.pusher.status()),
  enrol: own.input(enrolInput).mutation(async ({ ctx, input }) => {
    if (ctx.caller.me.role !== 'manager') throw new DeskError('not_allowed', 'manager_only')
    await ctx.desk.pusher.enrol(input.url, input.code)
    return ctx.desk.pusher.status()
  }),
  push: own.mutation(async ({ ctx }) => {
    await ctx.desk.pusher.push()
    return ctx.desk.pusher.status()
  }),
})

const policyRouter = rpc.router({
  current: own.query(({ ctx }) => ctx.desk.policy()),
  settings: own.query(({ ctx }) => policyView(ctx.caller)),
  version: own.input(versionSchema).query(({ ctx, input }) => policyVersion(ctx.caller, input.version)),
  effect: own.input(effectSchema).query(({ ctx, input }) => policyEffect(ctx.caller, input.changes)),
  change: own.input(changePolicySchema).mutation(({ ctx, input }) => changePolicy(ctx.caller, input)),
})

const noticesRouter = rpc.router({
  list: passive.query(({ ctx }) => noticesOf(ctx.caller)),
  seen: own.input(seenSchema).mutation(({ ctx, input }) => markSeen(ctx.caller, input.ids)),
})

export const router = rpc.router({
  desk: deskRouter,
  session: sessionRouter,
  policy: policyRouter,
  notices: noticesRouter,
  staff: staffRouter,
  store: rpc.router({
    change: own.input(changeStoreSchema).mutation(({ ctx, input }) => changeStore(ctx.caller, input)),
  }),
  customers: customersRouter,
  complaints: complaintsRouter,
  cases: casesRouter,
  contacts: contactsRouter,
  promises: promisesRouter,
  purchases: purchasesRouter,
  custody: custodyRouter,
  authorisations: authorisationsRouter,
  till: tillRouter,
  handover: handoverRouter,
  survey: surveyRouter,
  scripts: scriptsRouter,
  prints: rpc.router({
    get: own.input(printSchema).query(({ ctx, input }) => printView(ctx.caller, input)),
    byCheckCode: own
      .input(z.object({ code: z.string().max(40) }))
      .query(({ ctx, input }) => byCheckCode(ctx.caller, input.code)),
  }),
  drafts: draftsRouter,
  headOffice: headOfficeRouter,
})

export type AppRouter = typeof router
