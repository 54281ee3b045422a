import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const projectDir = path.resolve(import.meta.dirname, '..')
const readmes = [
  ['README.md', '## Two commands'],
  ['README.zh-CN.md', '## 两条命令'],
] as const

function read(file: string): string {
  return readFileSync(path.join(projectDir, file), 'utf8')
}

/** The fenced blocks of one section, without their fences. */
function blocksOf(text: string, heading: string): string[] {
  const section = text.split(/^(?=## )/m).find((part) => part.startsWith(`${heading}\n`)) ?? ''
  return [...section.matchAll(/^```\w*\n(.*?)^```$/gms)].map((match) => (match[1] ?? '').trim())
}

describe.each(readmes)('%s', (file, heading) => {
  it('has two commands: one that starts the app and one that passes the tests', () => {
    expect(blocksOf(read(file), heading)).toEqual(['npm ci && npm start', 'npm ci && npm test'])
  })

  it('leads nowhere that does not exist', () => {
    const targets = [...read(file).matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map((match) => match[1] ?? '')
    expect(targets.length).toBeGreaterThan(0)
    expect(targets.filter((target) => !existsSync(path.join(projectDir, target)))).toEqual([])
  })

  it('names only scripts that the project has', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    const named = [...read(file).matchAll(/npm (?:run ([\w:]+)|(start|test)\b)/g)].map(
      ([, run, own]) => run ?? own ?? '',
    )
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([])
  })
})
