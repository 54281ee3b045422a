import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import { gunzipSync } from 'node:zlib'

/** What the line does with one request. */
export type Fault =
  | 'pass'
  /** The request never arrives. */
  | 'lost'
  /** It arrives and is carried out; the answer never comes back. */
  | 'unanswered'
  /** The connection breaks in the middle of the answer. */
  | 'cut'
  /** The answer comes back as something else. */
  | 'garbled'
  /** An answer that is JSON, and yet not what was agreed. */
  | 'foreign'
  /** Nothing comes back, and the connection stays open. */
  | 'silent'
  /** Something between desk and head office answers in its place. */
  | { readonly status: number; readonly retryAfter?: string; readonly page?: string; readonly to?: string }

/** One request as it came from the desk. */
export interface SeenRequest {
  readonly path: string
  readonly body: string
}

/** The line between a desk and head office, on an address of its own. */
export interface Line {
  readonly url: string
  readonly seen: readonly SeenRequest[]
  /** What happens to the next requests, one after the other; then all pass again. */
  next(...faults: Fault[]): void
  /** What happens to all requests that `next` says nothing about. */
  always(fault: Fault): void
  /** From now on the line ends at another head office. */
  leadsTo(url: string): void
  /** Lets the next request arrive and keeps its answer back until the returned function is called. */
  holdNext(): { readonly arrived: Promise<void>; release(): void }
  close(): Promise<void>
}

interface Answer {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: Buffer
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

function textOf(request: IncomingMessage, body: Buffer): string {
  return (request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString('utf8')
}

async function forward(target: string, request: IncomingMessage, body: Buffer): Promise<Answer> {
  const kept = ['authorization', 'content-type', 'content-encoding']
  const headers = Object.fromEntries(
    kept.flatMap((name) => {
      const value = request.headers[name]
      return typeof value === 'string' ? [[name, value]] : []
    }),
  )
  const method = request.method ?? 'GET'
  const response = await fetch(new URL(request.url ?? '/', target), {
    method,
    headers,
    ...(method === 'GET' ? {} : { body: new Uint8Array(body) }),
  })
  const told = ['content-type', 'retry-after'].flatMap((name) => {
    const value = response.headers.get(name)
    return value === null ? [] : [[name, value]]
  })
  return {
    status: response.status,
    headers: Object.fromEntries(told),
    body: Buffer.from(await response.arrayBuffer()),
  }
}

function send(outgoing: ServerResponse, { status, headers, body }: Answer): void {
  outgoing.writeHead(status, { ...headers, 'content-length': body.length }).end(body)
}

/**
 * A line that does to requests and answers what lines do.
 * @param target head office's address
 */
export async function startLine(target: string): Promise<Line> {
  let end = target
  let usual: Fault = 'pass'
  const coming: Fault[] = []
  const holds: { arrived: () => void; until: Promise<void> }[] = []
  const seen: SeenRequest[] = []

  async function carry(request: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await bodyOf(request)
    seen.push({ path: request.url ?? '', body: textOf(request, body) })
    const fault = coming.shift() ?? usual
    const hold = holds.shift()
    if (fault === 'silent') return
    if (fault === 'lost') {
      request.socket.destroy()
      return
    }
    if (typeof fault === 'object') {
      const headers: Record<string, string> = {}
      if (fault.retryAfter !== undefined) headers['retry-after'] = fault.retryAfter
      if (fault.to !== undefined) headers.location = fault.to
      send(outgoing, { status: fault.status, headers, body: Buffer.from(fault.page ?? '') })
      return
    }
    const answer = await forward(end, request, body)
    hold?.arrived()
    await hold?.until
    if (fault === 'pass') send(outgoing, answer)
    if (fault === 'unanswered') request.socket.destroy()
    if (fault === 'garbled') send(outgoing, { ...answer, body: answer.body.subarray(0, -2) })
    if (fault === 'foreign') send(outgoing, { ...answer, body: Buffer.from('{"receipts":[],"cursor":0}') })
    if (fault === 'cut') {
      outgoing.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.length })
      outgoing.write(answer.body.subarray(0, answer.body.length / 2), () => request.socket.destroy())
    }
  }

  const server = createServer((request, outgoing) => {
    // A line that leads nowhere breaks the connection.
    carry(request, outgoing).catch(() => request.socket.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The line has no port')

  return {
    url: `http://127.0.0.1:${address.port}`,
    seen,
    next(...faults) {
      coming.push(...faults)
    },
    always(fault) {
      usual = fault
    },
    leadsTo(url) {
      end = url
    },
    holdNext() {
      const arrived = Promise.withResolvers<void>()
      const until = Promise.withResolvers<void>()
      holds.push({ arrived: arrived.resolve, until: until.promise })
      return { arrived: arrived.promise, release: until.resolve }
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
