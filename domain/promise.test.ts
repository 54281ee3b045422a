import { describe, expect, it } from 'vitest'
import type { ContactFacts } from './contact.ts'
import type { PromiseFacts } from './promise.ts'
import { makesPromise, promiseState, settled } from './promise.ts'

const due = Date.parse('2026-05-20T15:00:00+08:00')
const before = due - 60_000
const after = due + 60_000

const callBack: PromiseFacts = {
  id: 'call-back',
  source: 'call_back',
  dueAt: due,
  keptAt: null,
  releasedAt: null,
  brokenAt: null,
}
const line: PromiseFacts = { ...callBack, id: 'line', source: 'resolution' }
const talk: ContactFacts = {
  direction: 'out',
  channel: 'phone',
  reached: true,
  result: 'talked',
  nuisance: false,
}
const missed: ContactFacts = { ...talk, reached: false, result: 'no_answer' }

describe('a call-back time', () => {
  it.each([
    ['told in a talk', talk, true],
    ['left as a message', { ...talk, reached: false, result: 'message_left' as const }, true],
    ['agreed when the customer called', { ...talk, direction: 'in' as const, result: null }, true],
    ['noted after nobody answered', missed, false],
    ['noted with a nuisance call', { ...talk, nuisance: true }, false],
  ])('%s: a promise? %s', (_name, contact, promised) => {
    expect(makesPromise(contact, due)).toBe(promised)
  })

  it('without a time promises nothing', () => {
    expect(makesPromise(talk, null)).toBe(false)
  })

  it('is kept by the next word towards the customer, at the due instant still in time', () => {
    const kept = settled([callBack, line], { kind: 'contact', contact: talk, nextAt: null }, due)
    expect(kept).toEqual([{ ...callBack, keptAt: due }])
    expect(promiseState({ ...callBack, keptAt: due }, due)).toBe('kept')
  })

  it('stays open when nobody answered', () => {
    expect(settled([callBack], { kind: 'contact', contact: missed, nextAt: after }, before)).toEqual([])
  })

  it('gives way to a new time that the customer agreed to when they called first', () => {
    const called = { ...talk, direction: 'in' as const, result: null }
    const [released] = settled([callBack], { kind: 'contact', contact: called, nextAt: after }, before)
    expect(released).toEqual({ ...callBack, releasedAt: before })
  })

  it('is kept by telling the resolution', () => {
    expect(settled([callBack], { kind: 'spoken' }, before)).toEqual([{ ...callBack, keptAt: before }])
  })
})

describe('a promised line', () => {
  it('is kept by its own task, not by a talk', () => {
    const event = { kind: 'tasks_done', ids: ['line'] } as const
    expect(settled([callBack, line], event, before)).toEqual([{ ...line, keptAt: before }])
    expect(settled([line], { kind: 'contact', contact: talk, nextAt: null }, before)).toEqual([])
  })
})

describe('a broken promise', () => {
  it('stays broken when it is kept late, also where nobody had written it down yet', () => {
    const [late] = settled([callBack], { kind: 'spoken' }, after)
    expect(late).toEqual({ ...callBack, keptAt: after, brokenAt: due })
    expect(promiseState(late ?? callBack, after)).toBe('kept_late')
  })

  it('stays broken when the matter ends', () => {
    const [ended] = settled([line], { kind: 'ended' }, after)
    expect(promiseState(ended ?? line, after)).toBe('broken')
  })

  it('is one from the first instant after it was due', () => {
    expect(promiseState(callBack, due)).toBe('open')
    expect(promiseState(callBack, due + 1)).toBe('broken')
  })
})

it('the end of a matter releases what was not due yet, and a settled promise never changes again', () => {
  const kept = { ...callBack, id: 'kept', keptAt: before }
  const [only, ...more] = settled([kept, line], { kind: 'ended' }, before)
  expect(more).toEqual([])
  expect(only).toEqual({ ...line, releasedAt: before })
  expect(promiseState(only ?? line, after)).toBe('released')
})
