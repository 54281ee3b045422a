import { Writable } from 'node:stream'
import { DrizzleQueryError } from 'drizzle-orm'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { problemOf } from '../../headoffice/http/problem.ts'

function logTo(lines: string[]) {
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk))
      done()
    },
  })
  return pino(stream)
}

describe('what head office tells of an error', () => {
  it('is a code and never what the failed query carried: names and keys would stand in the log', () => {
    const lines: string[] = []
    const cause = Object.assign(new Error('invalid input: "赵女士"'), { code: '22021', detail: '赵女士' })
    const problem = problemOf(new DrizzleQueryError('insert …', ['赵女士', 'key'], cause), logTo(lines))
    expect(problem.status).toBe(500)
    expect(lines.join()).toContain('22021')
    expect(lines.join() + problem.message).not.toMatch(/赵女士|key/)
  })

  it('is 503 for a database that is going down, full or not there, so that the desk tries again', () => {
    for (const code of ['57P01', '53300', '08006', '40P01', 'ECONNREFUSED']) {
      const cause = Object.assign(new Error('gone'), { code })
      const problem = problemOf(new DrizzleQueryError('select …', [], cause), logTo([]))
      expect([problem.status, problem.headers['Retry-After']]).toEqual([503, '5'])
    }
  })
})
