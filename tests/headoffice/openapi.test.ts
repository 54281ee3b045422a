import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type HeadOffice, startHeadOffice } from '../../headoffice/server.ts'
import { call, DeskClient } from './desk-client.ts'
import { StoreJournal } from './store-journal.ts'

type Schema = Parameters<typeof z.fromJSONSchema>[0]
type Operation = { responses: Record<string, unknown> }
type Document = {
  openapi: string
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}

/** How an address of the document is called without any right to it. */
const samples: Record<string, string> = { '{store}': 'SZ001' }

describe('the OpenAPI document of head office', () => {
  let headOffice: HeadOffice
  let document: Document

  beforeAll(async () => {
    headOffice = await startHeadOffice({ port: 0 })
    document = (await call<Document>(`${headOffice.url}/v1/openapi.json`)).body
  })
  afterAll(() => headOffice.close())

  it('names exactly the addresses that desks call, and each of them answers as it says', async () => {
    const named = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { responses }]) => ({ path, method, responses })),
    )
    expect(document.openapi).toBe('3.1.0')
    expect(named.map(({ path, method }) => `${method} ${path}`)).toEqual([
      'post /v1/enrol',
      'get /v1/stores/{store}/cursor',
      'post /v1/stores/{store}/journal',
      'get /v1/openapi.json',
    ])
    for (const { path, method, responses } of named) {
      const url = headOffice.url + path.replace('{store}', samples['{store}'] ?? '')
      const body = method === 'post' ? '{}' : undefined
      const answer = await call(url, { method: method.toUpperCase(), body })
      expect(Object.keys(responses), path).toContain(String(answer.status))
    }
  })

  it('describes the bodies that really travel', async () => {
    const accepts = (name: string, value: unknown) =>
      z.fromJSONSchema(document.components.schemas[name] ?? {}).safeParse(value).success
    const desk = await DeskClient.enrolled(headOffice, 'SZ001')
    const journal = new StoreJournal().firstDay()
    const request = { entries: journal.entries, keys: journal.keyList(), sentAt: desk.sentAt }
    expect(accepts('PushRequest', request)).toBe(true)
    expect(accepts('PushRequest', { ...request, sentAt: undefined })).toBe(false)
    expect(accepts('PushAnswer', (await desk.pushJournal(journal)).body)).toBe(true)
    expect(accepts('CursorAnswer', (await desk.cursor()).body)).toBe(true)
    expect(accepts('Problem', (await desk.push([{}])).body)).toBe(true)
  })
})
