import { v7 as uuidv7 } from 'uuid'
import { storeDay } from '../../../domain/working-time.ts'
import { signAuthorisation, signAuthorisationSchema } from '../authorisations/record.ts'
import {
  addCustody,
  addCustodySchema,
  endCustody,
  endCustodySchema,
  moveCustody,
  moveCustodySchema,
} from '../custody/record.ts'
import type { DemoAuthorisation, DemoCustody } from './case-data.ts'
import type { CaseTies } from './cases.ts'
import type { Past } from './past.ts'

const dayMs = 86_400_000
const manager = '2001'

/**
 * Standing authorisations of the demo store and goods that customers left there without a case.
 * @param past the desk at the moment of what happens
 * @param ties what they refer to
 */
export function demoStandingOf(past: Past, ties: CaseTies) {
  const { desk } = past
  const { pin } = ties
  const custodies = new Map<string, { id: string; version: number }>()

  async function sign({ forDays, ...given }: DemoAuthorisation): Promise<void> {
    const now = desk.clock.now()
    const day = (days: number) => storeDay(now + days * dayMs, desk.policy())
    const input = { ...given, commandId: uuidv7(), fromOn: day(0), toOn: day(forDays), pin }
    await signAuthorisation(past.callerOf(manager), signAuthorisationSchema.parse(input))
  }

  function keep(demo: DemoCustody, step: DemoCustody['life'][number] | null): void {
    const { key, by, customer, ...given } = demo
    const caller = past.callerOf(step?.by ?? by)
    const commandId = uuidv7()
    if (step === null) {
      const known = { kind: 'known', customerId: ties.customerId(customer) }
      custodies.set(key, addCustody(caller, addCustodySchema.parse({ ...given, commandId, customer: known })))
      return
    }
    const seen = custodies.get(key)
    const input = { ...step.input, commandId, id: seen?.id, seenVersion: seen?.version }
    const after =
      step.action === 'move'
        ? moveCustody(caller, moveCustodySchema.parse(input))
        : endCustody(caller, endCustodySchema.parse(input))
    custodies.set(key, after)
  }

  return { sign, keep }
}
