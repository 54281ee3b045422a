import type { Policy } from './policy.ts'
import { type Department, departments } from './vocabulary.ts'

/** One department that the words of a complaint point to: the sum of its weights, and the words as they stand in it. */
export type DepartmentScore = { code: Department; score: number; words: string[] }

/** The best department (null when no word hits) and all that were hit, best first. */
export type DepartmentSuggestion = { department: Department | null; ranking: DepartmentScore[] }

/** Longer texts are judged by their beginning: what matters comes first, and a suggestion must be instant while typing. */
const judgedCharacters = 4_000

/** `literal` is the longest part of the word that must stand in the text as it is: a cheap first look. */
type Pattern = { literal: string; pattern: RegExp; weights: { code: Department; weight: number }[] }
type Hit = { from: number; to: number; pattern: Pattern }

const patternsByPolicy = new WeakMap<Policy, Pattern[]>()

/**
 * Suggest the responsible department from the words of a complaint (process section 11); the clerk decides.
 *
 * Words come from the policy. In a word, `…` stands for up to eight characters of the same clause and `N` for a number.
 * Where words overlap the longer one counts alone (发票 is not counted again inside 增值税发票), each word counts once, and
 * a word of weight 0 only keeps shorter ones inside it from counting (要求退款 is what the customer wants, not the fault).
 * Equal scores stand in the fixed order of the departments.
 * @param text what the customer says happened; any text
 * @param policy supplies `departments`
 * @returns the best department or null, and the ranking with the words that led to it
 */
export function suggestDepartment(text: string, policy: Policy): DepartmentSuggestion {
  const clean = normalise(text.slice(0, judgedCharacters))
  const scores = new Map<Department, DepartmentScore>()
  for (const hit of countedHits(clean, patternsOf(policy))) {
    for (const { code, weight } of hit.pattern.weights) {
      if (weight === 0) continue
      const score = scores.get(code) ?? { code, score: 0, words: [] }
      score.score += weight
      score.words.push(clean.slice(hit.from, hit.to))
      scores.set(code, score)
    }
  }
  const ranking = departments
    .flatMap((code) => scores.get(code) ?? [])
    .sort((one, other) => other.score - one.score)
  return { department: ranking[0]?.code ?? null, ranking }
}

/** The hits that count, in the order of the text: longer ones first come, none overlapping, each word once. */
function countedHits(clean: string, patterns: Pattern[]): Hit[] {
  const present = patterns.filter((pattern) => clean.includes(pattern.literal))
  const hits = present.flatMap((pattern) =>
    Array.from(clean.matchAll(pattern.pattern), (match) => ({
      from: match.index,
      to: match.index + match[0].length,
      pattern,
    })),
  )
  hits.sort((one, other) => other.to - other.from - (one.to - one.from) || one.from - other.from)
  const counted: Hit[] = []
  const taken: Hit[] = []
  for (const hit of hits) {
    if (taken.some((other) => hit.from < other.to && other.from < hit.to)) continue
    taken.push(hit)
    if (!counted.some((other) => other.pattern === hit.pattern)) counted.push(hit)
  }
  return counted.sort((one, other) => one.from - other.from)
}

/** Full-width forms, case and spaces make no difference; punctuation stays and ends a clause. */
function normalise(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, '')
}

function patternsOf(policy: Policy): Pattern[] {
  const kept = patternsByPolicy.get(policy)
  if (kept) return kept
  const byWord = new Map<string, Pattern>()
  for (const code of departments) {
    for (const [word, weight] of Object.entries(policy.departments[code].words)) {
      const source = patternSource(word)
      const pattern = byWord.get(source) ?? {
        literal: longestLiteral(word),
        pattern: new RegExp(source, 'gu'),
        weights: [],
      }
      pattern.weights.push({ code, weight })
      byWord.set(source, pattern)
    }
  }
  const patterns = [...byWord.values()]
  patternsByPolicy.set(policy, patterns)
  return patterns
}

/** The regular expression of a policy word: bounded everywhere, so no text can make it slow. */
function patternSource(word: string): string {
  return word
    .split(/(…|N)/u)
    .map((part) => {
      if (part === '…') return '[^,.;:!?。、]{0,8}?'
      if (part === 'N') return '(?:[0-9]{1,3}|[一二两三四五六七八九十几好多数无]{1,3})'
      return normalise(part).replace(/[\\^$.*+?()[\]{}|/-]/gu, '\\$&')
    })
    .join('')
}

function longestLiteral(word: string): string {
  return word
    .split(/[…N]/u)
    .map(normalise)
    .reduce((longest, part) => (part.length > longest.length ? part : longest), '')
}
