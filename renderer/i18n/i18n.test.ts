import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { callReasons } from '../../domain/call-list.ts'
import { custodyEnds } from '../../domain/case/input.ts'
import { caseActions, caseConditions } from '../../domain/case/moves.ts'
import * as returns from '../../domain/case/vocabulary.ts'
import {
  contactChannels,
  deliveredWays,
  remedyBases,
  settlements,
  spokenWays,
} from '../../domain/complaint/input.ts'
import { actions, conditions } from '../../domain/complaint/moves.ts'
import { callResults } from '../../domain/contact.ts'
import { contactRefusals } from '../../domain/contact-guard.ts'
import { promiseSources, promiseStates } from '../../domain/promise.ts'
import * as vocabulary from '../../domain/vocabulary.ts'
import { english } from './en.ts'
import { namespaces } from './i18n.ts'
import { chinese } from './zh-CN.ts'

/** Every text of a tree of words, by its dotted key. */
function textsOf(tree: object, prefix = ''): Map<string, string> {
  const texts = new Map<string, string>()
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') texts.set(prefix + key, value)
    else for (const [inner, text] of textsOf(value, `${prefix}${key}.`)) texts.set(inner, text)
  }
  return texts
}

function placeholders(text: string): string[] {
  return [...text.matchAll(/{{\s*([^},\s]+)/g)].map((match) => match[1] ?? '').sort()
}

const zh = new Map(namespaces.map((namespace) => [namespace, textsOf(chinese[namespace])]))
const en = new Map(namespaces.map((namespace) => [namespace, textsOf(english[namespace])]))

/** English has one more form than Chinese, for one of a thing. */
function singular(key: string): boolean {
  return key.endsWith('_one')
}

describe.each(namespaces)('the words of %s', (namespace) => {
  const chineseTexts = zh.get(namespace) ?? new Map<string, string>()
  const englishTexts = en.get(namespace) ?? new Map<string, string>()

  it('exist in both languages', () => {
    const plain = (keys: Iterable<string>) =>
      [...new Set([...keys].filter((key) => !singular(key)).map((key) => key.replace(/_other$/, '')))].sort()
    expect(plain(englishTexts.keys())).toEqual(plain(chineseTexts.keys()))
  })

  it('name the same placeholders in both languages', () => {
    for (const [key, text] of englishTexts) {
      const base = key.replace(/_(one|other)$/, '')
      const other = chineseTexts.get(key) ?? chineseTexts.get(`${base}_other`) ?? chineseTexts.get(base)
      if (singular(key) || other === undefined) continue
      expect(placeholders(text), `${namespace}:${key}`).toEqual(placeholders(other))
    }
  })

  it('are never empty, never left in the other language, and do not shout', () => {
    for (const [key, text] of [...chineseTexts, ...englishTexts]) {
      expect(text.trim(), `${namespace}:${key}`).not.toBe('')
      expect(text, `${namespace}:${key}`).not.toMatch(/[!\uff01]/)
    }
    for (const [key, text] of englishTexts) expect(text, `${namespace}:${key}`).not.toMatch(/\p{Script=Han}/u)
  })
})

describe('every code of the trade has its words', () => {
  const lists: Record<string, readonly (string | number)[]> = {
    role: vocabulary.roles,
    state: vocabulary.states,
    level: vocabulary.levels,
    levelShort: vocabulary.levels,
    department: vocabulary.departments,
    channel: vocabulary.channels,
    want: vocabulary.wants,
    threat: vocabulary.threats,
    category: vocabulary.categories,
    remedy: vocabulary.remedyKinds,
    satisfaction: vocabulary.satisfactions,
    action: actions,
    condition: conditions,
    remedyBasis: remedyBases,
    deliveredWay: deliveredWays,
    spokenWay: spokenWays,
    contactChannel: contactChannels,
    callResult: callResults,
    callReason: callReasons,
    contactRefusal: contactRefusals,
    promiseSource: promiseSources,
    promiseState: promiseStates,
    settlement: settlements,
    caseState: returns.caseStates,
    caseReason: returns.caseReasons,
    caseRemedy: returns.caseRemedies,
    caseOffer: returns.offerKinds,
    caseAction: caseActions,
    caseCondition: caseConditions,
    disposition: returns.dispositions,
    custodyEnd: custodyEnds,
    payment: returns.payoutMethods,
  }

  it.each(Object.entries(lists))('%s', (list, codes) => {
    const words = zh.get('words') ?? new Map<string, string>()
    expect(codes.filter((code) => !words.has(`${list}.${code}`))).toEqual([])
  })
})

/** Source files below a folder. */
function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
}

describe('every refusal has a sentence', () => {
  const sentences = zh.get('errors') ?? new Map<string, string>()
  const root = join(import.meta.dirname, '../..')

  it('that the desk gives', () => {
    const keys = sources(join(root, 'electron/desk')).flatMap((text) => [
      ...[...text.matchAll(/DeskError\(\s*'[a-z_]+',\s*'([a-z_]+)'/g)].map((match) => match[1] ?? ''),
      ...[...text.matchAll(/key: '([a-z_]+)'/g)].map((match) => match[1] ?? ''),
    ])
    expect(keys.length).toBeGreaterThan(20)
    expect(keys.filter((key) => !sentences.has(`key.${key}`))).toEqual([])
  })

  it('that a schema of the domain gives', () => {
    const keys = sources(join(root, 'domain')).flatMap((text) =>
      [...text.matchAll(/error: '([a-z_]+)'/g)].map((match) => match[1] ?? ''),
    )
    expect(keys.length).toBeGreaterThan(10)
    expect(keys.filter((key) => !sentences.has(`key.${key}`))).toEqual([])
  })

  it('that the line to head office gives', () => {
    const problems = zh.get('head-office') ?? new Map<string, string>()
    const keys = sources(join(root, 'electron/sync')).flatMap((text) =>
      [...text.matchAll(/LineProblem\('([a-z_]+)'/g)].map((match) => match[1] ?? ''),
    )
    expect(keys.filter((key) => !problems.has(`problem.${key}`))).toEqual([])
  })
})

describe('every kind of record in the journal has its word', () => {
  it('for what head office keeps aside', () => {
    const text = readFileSync(join(import.meta.dirname, '../../db/records.ts'), 'utf8')
    const kinds = [...text.matchAll(/^ {2}([a-z_]+): kind\(/gm)].map((match) => match[1] ?? '')
    expect(kinds.length).toBeGreaterThan(10)
    expect(kinds.filter((kind) => !zh.get('head-office')?.has(`entity.${kind}`))).toEqual([])
  })
})

describe('every text that a screen asks for by name', () => {
  it('exists', () => {
    const known = new Set(
      namespaces.flatMap((ns) => [...(zh.get(ns)?.keys() ?? [])].map((key) => `${ns}:${key}`)),
    )
    const missing: string[] = []
    for (const [file, text] of screens()) {
      // A part that is handed its `t` does not name the namespace; then any that has the text will do.
      const own = /useTranslation\(\[?'([a-z-]+)'/.exec(text)?.[1]
      const searched = own === undefined && !text.includes('useTranslation()') ? namespaces : [own ?? 'words']
      for (const match of text.matchAll(/\bt\(\s*'(?:([a-z-]+):)?([\w.-]+)'/gi)) {
        const keys = (match[1] === undefined ? searched : [match[1]]).map((ns) => `${ns}:${match[2]}`)
        if (!keys.some((key) => known.has(key) || known.has(`${key}_other`)))
          missing.push(`${file}: ${match[2]}`)
      }
    }
    expect(missing).toEqual([])
  })

  function screens(): [string, string][] {
    const folder = join(import.meta.dirname, '..')
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.tsx'))
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')])
  }
})
