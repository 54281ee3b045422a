import { generateKeyPairSync } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { Entry } from '../../domain/journal/entry.ts'
import type { EnrolAnswer, PushAnswer } from '../../headoffice/http/wire.ts'
import type { HeadOffice } from '../../headoffice/server.ts'
import type { StoreJournal } from './store-journal.ts'

/** An answer with its body read. */
export type Answer<T> = { status: number; headers: Headers; body: T }
/** A problem document with what some kinds add. */
export type ProblemBody = {
  type: string
  title: string
  status: number
  detail: string
  expected?: { epoch: string; seq: number }
  seq?: number
  epoch?: string
  knownHash?: string
  errors?: { at: string; code: string }[]
}

export async function call<T>(url: string, init?: RequestInit): Promise<Answer<T>> {
  const response = await fetch(url, init)
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: JSON.parse(text) }
}

export function deskKey(): string {
  return generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }).x ?? ''
}

export function enrol<T>(url: string, code: string): Promise<Answer<T>> {
  const body = JSON.stringify({ code, publicKey: deskKey(), device: '前台电脑' })
  return call(`${url}/v1/enrol`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body })
}

/** A desk as head office sees it: pushes over the line, nothing more. */
export class DeskClient {
  readonly url: string
  readonly store: string
  readonly token: string
  sentAt = '2026-11-22T04:00:00.000Z'

  constructor(url: string, store: string, token: string) {
    this.url = url
    this.store = store
    this.token = token
  }

  static async enrolled(headOffice: HeadOffice, store: string, name = '南山店'): Promise<DeskClient> {
    const answer = await enrol<EnrolAnswer>(headOffice.url, await headOffice.issueCode(store, name))
    return new DeskClient(headOffice.url, store, answer.body.token)
  }

  cursor<T>(): Promise<Answer<T>> {
    const headers = { Authorization: `Bearer ${this.token}` }
    return call(`${this.url}/v1/stores/${this.store}/cursor`, { headers })
  }

  push<T = PushAnswer>(entries: readonly unknown[], keys: unknown[] = []): Promise<Answer<T>> {
    return this.send(JSON.stringify({ entries, keys, sentAt: this.sentAt }), {})
  }

  pushJournal(
    journal: StoreJournal,
    entries: readonly Entry[] = journal.entries,
  ): Promise<Answer<PushAnswer>> {
    return this.push(entries, journal.keyList())
  }

  pushPacked<T = PushAnswer>(body: string | Buffer): Promise<Answer<T>> {
    return this.send(gzipSync(body), { 'Content-Encoding': 'gzip' })
  }

  send<T>(body: BodyInit, headers: Record<string, string>): Promise<Answer<T>> {
    return call(`${this.url}/v1/stores/${this.store}/journal`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${this.token}`, 'Content-Type': 'application/json', ...headers },
      body,
    })
  }
}
