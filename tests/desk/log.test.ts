import { randomUUID } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { pin, refusalOf, startStore, testStaff } from '../helpers/desk.ts'
import { pictureNamed, post, upload } from '../helpers/files.ts'
import { act, intake, walk } from '../helpers/walk.ts'

it('after every kind of failure the log names no customer, no word of theirs and no PIN', async () => {
  const desk = await startStore()
  try {
    const clerk = await desk.as(testStaff.clerk)
    const manager = await desk.as(testStaff.manager)
    const customer = {
      kind: 'new' as const,
      name: '司马相如',
      phone: '13912345678',
      memberNumber: 'VIPSECRET',
    }
    const words = '私事一桩不可外传'
    const { sha256 } = await upload(clerk, pictureNamed('x'), '私照.png')
    const input = intake({ customer, whatHappened: words, files: [{ sha256, name: '私照.png' }] })
    const { id } = await clerk.call.complaints.register.mutate(input)
    const { files, customer: known } = await clerk.call.complaints.get.query({ id })

    await refusalOf(clerk.call.complaints.register.mutate({ ...input, commandId: randomUUID(), quantity: 0 }))
    await refusalOf(act(clerk, id, 'sign', { resolutionId: randomUUID(), pin }))
    await refusalOf(clerk.call.customers.recall.query({ text: `${customer.name}${'长'.repeat(80)}` }))
    await refusalOf(desk.open.session.signIn.mutate({ staffNumber: testStaff.manager, pin: '987654' }))
    await post(clerk, Buffer.from(words), '私照.jpg')
    await clerk.fetch('rpc/complaints.register', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"whatHappened":"${words}`,
    })
    await clerk.fetch(`rpc/complaints.register?input=${encodeURIComponent(words)}`, {
      method: 'POST',
      body: words,
    })
    // Two that nobody foresaw: a sealed file exchanged on the disk, and one that is gone.
    const sealed = path.join(desk.dataDir, 'files', known.id, sha256)
    writeFileSync(sealed, Buffer.alloc(100))
    expect((await clerk.fetch(`files/${files[0]?.id}`)).status).toBe(503)
    rmSync(sealed)
    await clerk.fetch(`files/${files[0]?.id}`)
    await act(manager, (await walk(desk, 'accepted', { register: { customer } })).id, 'void', {
      reason: words,
      pin,
    })
    await desk.stop()

    const log = readFileSync(path.join(desk.dataDir, 'desk.log'), 'utf8')
    expect(log).toContain('request failed')
    for (const secret of [
      '司马',
      '相如',
      '13912345678',
      '5678',
      'VIPSECRET',
      '私',
      pin,
      '987654',
      clerk.token,
    ])
      expect(log, secret).not.toContain(secret)
  } finally {
    await desk.close()
  }
})
