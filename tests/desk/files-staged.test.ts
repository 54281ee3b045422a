import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SettableClock } from '../helpers/clock.ts'
import type { DeskPerson, TestDesk } from '../helpers/desk.ts'
import { pin, refusalIn, refusalOf, startStore, testStaff } from '../helpers/desk.ts'
import { pictureNamed, upload } from '../helpers/files.ts'
import { act, intake, walk } from '../helpers/walk.ts'

const dayMs = 86_400_000

let desk: TestDesk & { readonly clock: SettableClock }
let clerk: DeskPerson
let otherClerk: DeskPerson
beforeAll(async () => {
  desk = await startStore()
  clerk = await desk.as(testStaff.clerk)
  otherClerk = await desk.as(testStaff.otherClerk)
})
afterAll(() => desk.close())

const stagedBy = (person: DeskPerson, sha256: string) =>
  existsSync(path.join(desk.dataDir, 'staging', person.staff.id, sha256))

/** Files of the data folder in which a word of a picture stands readable. */
function readable(word: string): string[] {
  return readdirSync(desk.dataDir, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => path.join(each.parentPath, each.name))
    .filter((file) => readFileSync(file).includes(word))
}

describe('what was uploaded lies in clear only until a command has named it', () => {
  it('with the complaint', async () => {
    const { sha256, name } = await upload(clerk, pictureNamed('登记的照片'), 'a.png')
    expect(readable('登记的照片')).toHaveLength(1)
    await clerk.call.complaints.register.mutate(intake({ files: [{ sha256, name }] }))
    expect(readable('登记的照片')).toEqual([])
  })

  it('with a file that is added later', async () => {
    const complaint = await walk(desk, 'accepted')
    const { sha256, name } = await upload(clerk, pictureNamed('后来的照片'), 'b.png')
    await act(clerk, complaint.id, 'add_file', { files: [{ sha256, name }] })
    expect(readable('后来的照片')).toEqual([])
    expect((await complaint.view()).files).toHaveLength(1)
  })

  it('but stays for the form in which its uploader still has it', async () => {
    const complaint = await walk(desk, 'accepted')
    const file = await upload(clerk, pictureNamed('草稿里的'), 'c.png')
    await clerk.call.drafts.save.mutate({ form: 'intake', body: { files: [file] } })
    await act(clerk, complaint.id, 'add_file', { files: [{ sha256: file.sha256, name: file.name }] })
    expect(stagedBy(clerk, file.sha256)).toBe(true)
    const files = [{ sha256: file.sha256, name: file.name }]
    await clerk.call.complaints.register.mutate(intake({ files }))
    expect(stagedBy(clerk, file.sha256)).toBe(false)
  })

  it('and is still there for another try when the command was refused', async () => {
    const complaint = await walk(desk, 'accepted')
    const { sha256, name } = await upload(clerk, pictureNamed('被拒的'), 'd.png')
    const files = [{ sha256, name }]
    const stale = clerk.call.complaints.act.mutate({
      commandId: randomUUID(),
      complaintId: complaint.id,
      seenVersion: 999,
      action: 'add_file',
      input: { files },
    })
    expect((await refusalOf(stale)).code).toBe('stale')
    await act(clerk, complaint.id, 'add_file', { files })
    expect((await complaint.view()).files).toHaveLength(1)
  })
})

describe('a command that is sent twice answers twice the same, though its upload is gone', () => {
  it('recording a complaint, one after the other and both at once', async () => {
    const { sha256, name } = await upload(clerk, pictureNamed('两次'), 'e.png')
    const once = intake({ files: [{ sha256, name }] })
    const first = await clerk.call.complaints.register.mutate(once)
    expect(await clerk.call.complaints.register.mutate(once)).toEqual(first)

    const again = await upload(clerk, pictureNamed('同时两次'), 'f.png')
    const both = intake({
      files: [{ sha256: again.sha256, name: again.name }],
      dissatisfied: true,
      threatens: ['media'],
      level: 1,
      levelApproval: { staffNumber: testStaff.manager, pin },
    })
    const [one, other] = await Promise.all([
      clerk.call.complaints.register.mutate(both),
      clerk.call.complaints.register.mutate(both),
    ])
    expect(other).toEqual(one)
    expect((await clerk.call.complaints.get.query({ id: one.id })).files).toHaveLength(1)
  })

  it('adding a file', async () => {
    const complaint = await walk(desk, 'accepted')
    const { sha256, name } = await upload(clerk, pictureNamed('加两次'), 'g.png')
    const { version } = await complaint.view()
    const call = {
      commandId: randomUUID(),
      complaintId: complaint.id,
      seenVersion: version,
      action: 'add_file' as const,
      input: { files: [{ sha256, name }] },
    }
    const first = await clerk.call.complaints.act.mutate(call)
    expect(await clerk.call.complaints.act.mutate(call)).toEqual(first)
    expect((await complaint.view()).files).toHaveLength(1)
  })
})

describe('what one person uploaded another', () => {
  it('cannot look at', async () => {
    const { sha256 } = await upload(clerk, pictureNamed('我的'), 'h.png')
    const response = await otherClerk.fetch(`files/staged/${sha256}`)
    expect(response.status).toBe(404)
    expect(await refusalIn(response)).toMatchObject({ code: 'not_found', key: 'file_not_found' })
  })

  it('cannot name, in a new complaint or in one that is there', async () => {
    const { sha256, name } = await upload(clerk, pictureNamed('只是我的'), 'i.png')
    const files = [{ sha256, name }]
    const complaint = await walk(desk, 'accepted')
    const recording = otherClerk.call.complaints.register.mutate(intake({ files }))
    expect(await refusalOf(recording)).toMatchObject({ code: 'not_found', key: 'file_not_found' })
    const adding = act(otherClerk, complaint.id, 'add_file', { files })
    expect(await refusalOf(adding)).toMatchObject({ code: 'not_found', key: 'file_not_found' })
  })

  it('keeps when both uploaded the same', async () => {
    const mine = await upload(clerk, pictureNamed('两人的'), 'j.png')
    await upload(otherClerk, pictureNamed('两人的'), 'j.png')
    const files = [{ sha256: mine.sha256, name: mine.name }]
    await clerk.call.complaints.register.mutate(intake({ files }))
    expect(stagedBy(clerk, mine.sha256)).toBe(false)
    expect((await otherClerk.fetch(`files/staged/${mine.sha256}`)).status).toBe(200)
  })
})

it('an upload that nobody named goes after a week while the desk runs on, counted from the last upload', async () => {
  const left = await upload(clerk, pictureNamed('没人要'), 'k.png')
  const renewed = await upload(clerk, pictureNamed('再传一次'), 'l.png')
  desk.clock.advance(6 * dayMs)
  const later = await desk.signIn(testStaff.clerk)
  await upload(later, pictureNamed('再传一次'), 'l.png')
  expect(stagedBy(clerk, left.sha256)).toBe(true)
  desk.clock.advance(2 * dayMs)
  expect(stagedBy(clerk, left.sha256)).toBe(false)
  expect(stagedBy(clerk, renewed.sha256)).toBe(true)
})
