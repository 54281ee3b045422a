import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { contactGuardFactsSchema, mayContact } from '../../domain/contact-guard.ts'
import { suggestDepartment } from '../../domain/departments.ts'
import { assessEntitlement, entitlementFactsSchema } from '../../domain/entitlement.ts'
import { levelFactsSchema, suggestLevel } from '../../domain/level.ts'
import { levelRaises, levelTimelineSchema } from '../../domain/level-raises.ts'
import { defaultPolicy, mergePolicy, type Policy } from '../../domain/policy.ts'
import { ReturnMoneyError, type returnFactsSchema, settleReturn } from '../../domain/return-money.ts'
import { windowMinutesAfter, workingDaysAfter } from '../../domain/working-time.ts'

/** What every example has; the fields of its rule stand beside. `policy` is laid over the default. */
const exampleSchema = z.looseObject({ name: z.string(), policy: z.unknown().optional() })
type Example = z.infer<typeof exampleSchema>

/** Runs one example of a rule: the answer of the rule and what the example expects of it. */
type Runner = (example: Example, policy: Policy) => { actual: unknown; expected: unknown }

/** One line per rule. */
const runners: Record<string, Runner> = {
  'contact-guard.json': (example, policy) => {
    const { facts, expect } = z.object({ facts: contactGuardFactsSchema, expect: z.unknown() }).parse(example)
    return { actual: mayContact(facts, policy), expected: expect }
  },
  'entitlement.json': (example, policy) => {
    const { facts, expect } = z.object({ facts: entitlementFactsSchema, expect: z.unknown() }).parse(example)
    return { actual: assessEntitlement(facts, policy), expected: expect }
  },
  'entry-level.json': (example, policy) => {
    const { facts, expect } = z.object({ facts: levelFactsSchema, expect: z.unknown() }).parse(example)
    return { actual: suggestLevel(facts, policy), expected: expect }
  },
  'level-raises.json': (example, policy) => {
    const form = z.object({ timeline: levelTimelineSchema, until: z.string(), expect: z.unknown() })
    const { timeline, until, expect } = form.parse(example)
    return { actual: levelRaises(timeline, until, policy), expected: expect }
  },
  'refund-money.json': (example) => {
    const { facts, expect } = z.object({ facts: z.unknown(), expect: z.unknown() }).parse(example)
    return { actual: settled(facts), expected: expect }
  },
  'routing.json': (example, policy) => {
    const { text, department } = z
      .object({ text: z.string(), department: z.string().nullable() })
      .parse(example)
    return { actual: suggestDepartment(text, policy), expected: { department } }
  },
  'working-time.json': (example, policy) => {
    const form = z.object({
      from: z.string(),
      minutes: z.number().optional(),
      days: z.number().optional(),
      expect: z.union([z.string(), z.object({ at: z.string(), provisional: z.boolean() }).partial()]),
      provisional: z.boolean().optional(),
    })
    const { from, minutes, days, expect, provisional } = form.parse(example)
    const expected = typeof expect === 'string' ? { at: expect, provisional } : expect
    const actual =
      days === undefined
        ? { at: windowMinutesAfter(from, minutes ?? Number.NaN, policy), provisional: undefined }
        : workingDaysAfter(from, days, policy)
    return { actual, expected: withoutUnset(expected) }
  },
}

/** The settlement, or the code of the refusal. */
function settled(facts: unknown): unknown {
  try {
    return settleReturn(facts as z.input<typeof returnFactsSchema>)
  } catch (error) {
    if (error instanceof ReturnMoneyError) return { error: error.code }
    throw error
  }
}

/** Walk-throughs for the screens, not examples of a rule. */
const notRules = ['counter.json']

const folders = [import.meta.dirname, process.env.CASES_DIR || []].flat()

for (const folder of folders) {
  describe(`worked examples in ${folder === import.meta.dirname ? 'tests/cases' : folder}`, () => {
    test('are there', () => {
      expect(existsSync(folder), `${folder} does not exist`).toBe(true)
      expect(filesIn(folder)).not.toEqual([])
    })

    describe.each(filesIn(folder))('%s', (file) => {
      const runner = runners[file]
      if (!runner) {
        test('has a rule', () => expect.unreachable(`no rule is built yet for ${file}`))
        return
      }
      const examples = z.array(exampleSchema).parse(JSON.parse(readFileSync(join(folder, file), 'utf8')))
      test.each(examples.map((example) => ({ name: example.name, example })))('$name', ({ example }) => {
        const policy =
          example.policy === undefined ? defaultPolicy : mergePolicy(defaultPolicy, example.policy)
        const { actual, expected } = runner(example, policy)
        expect(withInstantsAsOne(actual)).toMatchObject(withInstantsAsOne(expected))
      })
    })
  })
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder).filter((file) => file.endsWith('.json') && !notRules.includes(file))
}

/** The same value with every instant in one form: an offset makes no difference between instants. */
function withInstantsAsOne(value: unknown): Record<string, unknown> | unknown[] {
  const text = JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'string' && /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(each)
      ? new Date(each).toISOString()
      : each,
  )
  return z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]).parse(JSON.parse(text))
}

function withoutUnset(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined))
}
