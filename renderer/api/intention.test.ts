import { beforeEach, describe, expect, it } from 'vitest'
import { keepIntention, type Try } from './intention.ts'

interface Note {
  commandId: string
  text: string
}

/** A desk that records every command id once, and may lose its answer. */
function deskOf() {
  const recorded = new Map<string, string>()
  let answers: ('answered' | 'lost_before' | 'lost_after' | 'refused')[] = []
  return {
    recorded,
    next: (...given: typeof answers) => {
      answers = given
    },
    attempt: async (note: Note): Promise<Try<string>> => {
      const answer = answers.shift() ?? 'answered'
      if (answer === 'lost_before') return { kind: 'unanswered' }
      if (answer === 'refused') return { kind: 'refused' }
      if (!recorded.has(note.commandId)) recorded.set(note.commandId, note.text)
      return answer === 'lost_after'
        ? { kind: 'unanswered' }
        : { kind: 'done', output: recorded.get(note.commandId) ?? '' }
    },
  }
}

describe('a command', () => {
  let desk = deskOf()
  let send = keepIntention<Note, string>(() => '')
  beforeEach(() => {
    desk = deskOf()
    let made = 0
    send = keepIntention<Note, string>(() => `id-${made++}`)
  })

  it('sent again after its answer was lost is recorded once', async () => {
    desk.next('lost_after')
    expect(await send({ text: '冰箱未送' }, desk.attempt)).toBeNull()
    expect(await send({ text: '冰箱未送' }, desk.attempt)).toEqual({ output: '冰箱未送', asFirstSent: false })
    expect([...desk.recorded.values()]).toEqual(['冰箱未送'])
  })

  it('changed after a lost answer is not recorded a second time beside the first', async () => {
    desk.next('lost_after')
    await send({ text: '冰箱' }, desk.attempt)
    expect(await send({ text: '冰箱未送' }, desk.attempt)).toEqual({ output: '冰箱', asFirstSent: true })
    expect([...desk.recorded.values()]).toEqual(['冰箱'])
  })

  it('waits with the changed text while the desk stays silent', async () => {
    desk.next('lost_after', 'lost_before')
    await send({ text: '冰箱' }, desk.attempt)
    expect(await send({ text: '冰箱未送' }, desk.attempt)).toBeNull()
    expect([...desk.recorded.values()]).toEqual(['冰箱'])
  })

  it('refused goes out under a new id once it is corrected', async () => {
    desk.next('refused')
    expect(await send({ text: '' }, desk.attempt)).toBeNull()
    expect(await send({ text: '空调' }, desk.attempt)).toEqual({ output: '空调', asFirstSent: false })
  })

  it('of the same words, meant again after an answer, is a second one', async () => {
    await send({ text: '来电催问' }, desk.attempt)
    await send({ text: '来电催问' }, desk.attempt)
    expect(desk.recorded.size).toBe(2)
  })
})
