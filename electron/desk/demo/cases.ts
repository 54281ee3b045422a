import { eq } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import * as t from '../../../db/schema.ts'
import type { OpenCaseInput } from '../../../domain/case/input.ts'
import { openCaseSchema } from '../../../domain/case/input.ts'
import { storeDay } from '../../../domain/working-time.ts'
import { actOnCase } from '../cases/act.ts'
import { openCase } from '../cases/opening.ts'
import { wholeCase } from '../cases/whole.ts'
import type { DemoCase, DemoCaseStep } from './case-data.ts'
import { demoCaseInput } from './case-inputs.ts'
import type { Past } from './past.ts'

const dayMs = 86_400_000

/** What demo cases refer to. */
export interface CaseTies {
  /** Id of the demo customer with this key. */
  customerId(key: string): string
  /** Id of the demo complaint with this key. */
  complaintId(key: string): string
  /** A PIN in the right form. */
  readonly pin: string
}

type Subject = Pick<OpenCaseInput, 'customer' | 'purchase'>

/**
 * Refund and exchange cases of the demo store, through the desk's own use cases.
 * @param past the desk at the moment of what happens
 * @param ties what the cases refer to
 */
export function demoCasesOf(past: Past, ties: CaseTies) {
  const { desk } = past
  const { orm } = desk.file
  const ids = new Map<string, string>()

  function wholeOf(key: string) {
    return wholeCase(orm, ids.get(key) ?? '')
  }

  function known(purchase: { id: string; customerId: string; version: number }): Subject {
    return {
      customer: { kind: 'known', customerId: purchase.customerId },
      purchase: { kind: 'known', purchaseId: purchase.id, seenVersion: purchase.version },
    }
  }

  function ofOrder(customer: string, order: string): Subject {
    const found = orm.select().from(t.purchase).where(eq(t.purchase.orderNumber, order)).get()
    if (found?.customerId !== ties.customerId(customer)) throw new Error(`No demo order ${order}`)
    return known(found)
  }

  function typed({ customer, purchase }: DemoCase): object {
    const before = (days: number | undefined) =>
      days === undefined ? null : storeDay(desk.clock.now() - days * dayMs, desk.policy())
    const { boughtDaysBefore, deliveredDaysBefore, promisedDaysBefore, ...given } = purchase ?? {}
    return {
      customer: { kind: 'new', ...customer },
      purchase: {
        kind: 'typed',
        purchase: {
          ...given,
          invoicedOn: before(boughtDaysBefore),
          deliveredOn: before(deliveredDaysBefore),
          promisedArrivalOn: before(promisedDaysBefore),
        },
      },
    }
  }

  function subject(demo: DemoCase): object {
    if (demo.of !== undefined) return known(wholeOf(demo.of).purchase)
    return demo.known === undefined ? typed(demo) : ofOrder(demo.known.customer, demo.known.order)
  }

  async function open(demo: DemoCase): Promise<void> {
    const { key, by, handler, complaint, lines, reason, faultKind, whatHappened } = demo
    const input = openCaseSchema.parse({
      commandId: uuidv7(),
      ...subject(demo),
      lines,
      reason,
      faultKind,
      whatHappened,
      voucherValid: true,
      complaintId: complaint === null ? null : ties.complaintId(complaint),
      handlerId: past.callerOf(handler).me.staffId,
    })
    ids.set(key, (await openCase(past.callerOf(by), input)).id)
  }

  return {
    /** The beginning of a case (`step` null), or a step of its life, at the moment that the past's clock shows. */
    async live(demo: DemoCase, step: DemoCaseStep | null): Promise<void> {
      if (step === null) return open(demo)
      const whole = wholeOf(demo.key)
      await actOnCase(past.callerOf(step.by), {
        commandId: uuidv7(),
        caseId: whole.row.id,
        seenVersion: whole.row.version,
        action: step.action,
        input: demoCaseInput(desk, whole, step, ties.pin),
      })
    },
  }
}
