import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DrawnSignature } from '../../domain/drawn-signature.ts'
import type { DeskPerson, TestDesk } from '../helpers/desk.ts'
import { refusalOf, startStore, testStaff } from '../helpers/desk.ts'
import { act, walk } from '../helpers/walk.ts'
import { watchFile } from '../helpers/watch.ts'

let desk: TestDesk
let clerk: DeskPerson
beforeEach(async () => {
  desk = await startStore()
  clerk = await desk.as(testStaff.clerk)
})
afterEach(() => desk.close())

const drawn: DrawnSignature = {
  width: 480,
  height: 180,
  strokes: [
    [
      [12.5, 40],
      [88.1, 61.4],
    ],
    [[200, 90]],
  ],
}

async function opinionOf(complaint: { view(): Promise<{ prints: { opinions: { id: string }[] } }> }) {
  const id = (await complaint.view()).prints.opinions.at(-1)?.id
  if (id === undefined) throw new Error('no opinion')
  const paper = await clerk.call.prints.get.query({ kind: 'opinion', id })
  if (paper.kind !== 'opinion') throw new Error('another paper')
  return paper
}

describe('the customer’s opinion', () => {
  it('carries the signature that was drawn, stroke by stroke, onto the paper', async () => {
    const complaint = await walk(desk, 'communicated')
    await act(clerk, complaint.id, 'customer_accepts', {
      opinion: '就这样办',
      how: 'in_person',
      signature: drawn,
      option: 0,
    })
    const paper = await opinionOf(complaint)
    expect(paper).toMatchObject({ accepts: true, words: '就这样办', how: 'in_person', drawn, version: 1 })
    expect(paper.signature.checkCode).not.toBe('')
  })

  it('given by phone has no signature and says so', async () => {
    const complaint = await walk(desk, 'communicated')
    await act(clerk, complaint.id, 'customer_rejects', { opinion: '太少了', how: 'phone' })
    expect(await opinionOf(complaint)).toMatchObject({ accepts: false, how: 'phone', drawn: null })
  })

  it('stands in the journal sealed, signature and words', async () => {
    const complaint = await walk(desk, 'communicated')
    await act(clerk, complaint.id, 'customer_accepts', {
      opinion: '就这样办',
      how: 'in_person',
      signature: drawn,
      option: 0,
    })
    const watch = watchFile(desk)
    const entries = watch.raw
      .prepare<[], { after: string }>("SELECT after FROM journal WHERE entity = 'opinion'")
      .all()
    watch.close()
    expect(entries).toHaveLength(1)
    expect(entries[0]?.after).not.toMatch(/就这样办|88\.1|strokes/)
  })

  it.each([
    ['no stroke', { ...drawn, strokes: [] }],
    ['no field', { ...drawn, width: 0 }],
    ['points from nowhere', { ...drawn, strokes: [[[1e9, 0]]] }],
  ])('with %s is no signature', async (_, signature) => {
    const complaint = await walk(desk, 'communicated')
    const call = act(clerk, complaint.id, 'customer_accepts', {
      opinion: '好',
      how: 'in_person',
      signature: signature as DrawnSignature,
      option: 0,
    })
    expect((await refusalOf(call)).code).toBe('invalid')
    expect((await complaint.view()).state).toBe('communicated')
  })
})

describe('the tracking sheet', () => {
  it('of round 2 carries what was done in round 1, each in its own round', async () => {
    const complaint = await walk(desk, 'proposing', { round: 2 })
    const paper = await clerk.call.prints.get.query({ kind: 'tracking_sheet', id: complaint.id })
    if (paper.kind !== 'tracking_sheet') throw new Error('another paper')
    expect(paper.rounds.map(({ round }) => round)).toEqual([1, 2])
    const [first, second] = paper.rounds
    const actions = (lines: typeof first) => lines?.lines.map((line) => line.action)
    expect(actions(first)?.at(0)).toBe('register')
    expect(actions(first)?.at(-1)).toBe('customer_rejects')
    expect(actions(second)).not.toContain('customer_rejects')
    expect(first?.signed?.version).toBe(1)
    expect(second?.signed).toBeNull()
  })

  it('has no outcome before the signature', async () => {
    const wording = '退一赔三，另送豆浆机'
    const complaint = await walk(desk, 'awaiting_signature', { wording, internalFloor: '底线五百' })
    const paper = await clerk.call.prints.get.query({ kind: 'tracking_sheet', id: complaint.id })
    expect(JSON.stringify(paper)).not.toMatch(/退一赔三|底线/)
    const signed = await walk(desk, 'signed', { wording, internalFloor: '底线五百' })
    const after = JSON.stringify(await clerk.call.prints.get.query({ kind: 'tracking_sheet', id: signed.id }))
    expect(after).toContain('退一赔三')
    expect(after).not.toContain('底线')
  })
})

describe('the survey on paper', () => {
  it('says every step, the words, and who filled it in', async () => {
    const complaint = await walk(desk, 'executed')
    await act(await desk.as(testStaff.otherClerk), complaint.id, 'return_visit', {
      how: 'phone',
      solution: 'satisfied',
      handler: 'very_satisfied',
      technician: null,
      remarks: '很好',
      reason: '',
    })
    const id = (await complaint.view()).prints.surveys[0]?.id ?? ''
    expect(await clerk.call.prints.get.query({ kind: 'survey', id })).toMatchObject({
      kind: 'survey',
      solution: 'satisfied',
      handler: 'very_satisfied',
      technician: null,
      remarks: '很好',
      byCustomer: false,
      takenBy: '员工1002',
    })
  })
})
