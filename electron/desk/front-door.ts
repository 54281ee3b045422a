import { readFile as readPageFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { z } from 'zod'
import { requiredText } from '../../domain/text.ts'
import { changeStream } from './changes.ts'
import { readFile } from './complaints/files.ts'
import type { Registrar } from './complaints/register.ts'
import type { Caller, DeskContext } from './context.ts'
import { DeskError, diskRefusal, statusOf, takeInput } from './errors.ts'
import { maxFileBytes } from './files/content.ts'
import { errorFacts } from './log.ts'
import { printSchema, printView } from './prints/prints.ts'
import { router } from './router.ts'
import type { DeskErrorView } from './views.ts'

/** A call's body beside files: far more than any form, far less than what would hurt. */
const maxCallBytes = 1024 * 1024

const csp = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "frame-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ')

const safety = {
  'content-security-policy': csp,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.map': 'application/json; charset=utf-8',
}

function refusal(view: DeskErrorView): Response {
  return Response.json({ desk: view }, { status: statusOf[view.code] })
}

function tokenOf(request: Request): string | null {
  return /^Bearer ([\w-]{20,100})$/.exec(request.headers.get('authorization') ?? '')?.[1] ?? null
}

/** The page's files; whatever is not there is the page itself only at its root. */
async function pageFile(rendererDir: string, pathname: string): Promise<Response> {
  const wanted = pathname === '/' ? '/index.html' : pathname
  const path = normalize(join(rendererDir, wanted))
  if (!path.startsWith(rendererDir + sep)) return new Response('Not found', { status: 404 })
  try {
    const bytes = await readPageFile(path)
    const cache = wanted.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-store'
    const type = mediaTypes[extname(path)] ?? 'application/octet-stream'
    return new Response(new Uint8Array(bytes), { headers: { 'content-type': type, 'cache-control': cache } })
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : ''
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR' || code === 'ENAMETOOLONG')
      return new Response('Not found', { status: 404 })
    throw cause
  }
}

/** Reads a body up to a limit without trusting its declared length. */
async function bodyUpTo(request: Request, limit: number): Promise<Uint8Array | null> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) return null
  const parts: Uint8Array[] = []
  let size = 0
  if (request.body !== null)
    for await (const part of request.body) {
      size += part.length
      if (size > limit) return null
      parts.push(part)
    }
  return Buffer.concat(parts)
}

const printQuery = printSchema.extend({ paper: z.enum(['a4', 'half']), lang: z.enum(['zh-CN', 'en']) })

/** What the front door needs besides the desk. */
export interface FrontDoorParts {
  readonly desk: DeskContext
  readonly registrar: Registrar
  /** Folder of the built page. */
  readonly rendererDir: string
}

/**
 * The desk as one function from Request to Response: page, calls, files and changes. Who may reach it (Host, Origin) is
 * decided by what stands before it.
 * @param parts desk and page
 */
export function openFrontDoor(parts: FrontDoorParts): (request: Request) => Promise<Response> {
  const { desk, registrar, rendererDir } = parts

  function callerOf(request: Request, active = true): Caller {
    const token = tokenOf(request)
    return { desk, me: desk.sessions.require(token, active), token: token ?? '' }
  }

  async function call(request: Request): Promise<Response> {
    let taken = request
    if (request.method === 'POST') {
      const body = await bodyUpTo(request, maxCallBytes)
      if (body === null) throw new DeskError('invalid', 'too_large')
      taken = new Request(request.url, {
        method: 'POST',
        headers: request.headers,
        body: new Uint8Array(body),
      })
    }
    const token = tokenOf(request)
    const attended = request.headers.get('x-countersign-attended') !== 'no'
    return fetchRequestHandler({
      endpoint: '/rpc',
      req: taken,
      router,
      createContext: () => ({ desk, registrar, token, attended }),
    })
  }

  async function upload(request: Request, url: URL): Promise<Response> {
    const { me } = callerOf(request)
    const name = takeInput(z.string().min(1).max(200), url.searchParams.get('name'), ['name'])
    const bytes = await bodyUpTo(request, maxFileBytes)
    if (bytes === null) throw new DeskError('invalid', 'file_too_large', { params: { name, megabytes: 20 } })
    return Response.json(await desk.vault.stage(me.staffId, bytes, name))
  }

  /** The till's export: larger than any photo, so it goes to the disk as it comes. */
  async function uploadExport(request: Request, url: URL): Promise<Response> {
    const { me } = callerOf(request)
    const name = takeInput(requiredText(200), url.searchParams.get('name') ?? '', ['name'])
    return Response.json(await desk.till.receive(me, name, request.body))
  }

  async function file(request: Request, url: URL): Promise<Response> {
    const { me } = callerOf(request)
    const [, , first = '', second = ''] = url.pathname.split('/')
    const found =
      first === 'staged'
        ? await desk.vault.readStaged(me.staffId, second)
        : readFile(desk, takeInput(z.uuid(), first, ['file']))
    // Never run inside the desk's own origin, whatever it contains.
    const headers = {
      'content-type': found.mediaType,
      'content-disposition': 'attachment',
      'cache-control': 'private, no-store',
    }
    return new Response(new Uint8Array(found.bytes), { headers })
  }

  function changes(request: Request): Response {
    const caller = callerOf(request, false)
    const stillValid = () => {
      try {
        desk.sessions.require(caller.token, false)
        return true
      } catch (error) {
        if (error instanceof DeskError) return false
        throw error
      }
    }
    const stream = changeStream(desk.changes, desk.clock.now, request.signal, stillValid)
    return new Response(stream, {
      headers: { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' },
    })
  }

  async function printPdf(request: Request, url: URL): Promise<Response> {
    const caller = callerOf(request)
    const { kind, id, paper, lang } = takeInput(printQuery, Object.fromEntries(url.searchParams))
    // The guard speaks before the printer does.
    printView(caller, { kind, id })
    const { printToPdf } = desk.shell
    if (printToPdf === null) throw new DeskError('not_allowed', 'print_in_browser')
    const pass = desk.sessions.start(caller.me.staffId, false)
    try {
      const query = new URLSearchParams({ paper, lang, pass })
      const pdf = await printToPdf(`/#/print/${kind}/${id}?${query}`)
      return new Response(new Uint8Array(pdf), { headers: { 'content-type': 'application/pdf' } })
    } finally {
      desk.sessions.end(pass)
    }
  }

  async function answer(request: Request): Promise<Response> {
    const url = new URL(request.url)
    const { pathname } = url
    if (pathname.startsWith('/rpc/')) return call(request)
    if (pathname === '/files' && request.method === 'POST') return upload(request, url)
    if (pathname === '/imports' && request.method === 'POST') return uploadExport(request, url)
    if (pathname.startsWith('/files/') && request.method === 'GET') return file(request, url)
    if (pathname === '/changes' && request.method === 'GET') return changes(request)
    if (pathname === '/print.pdf' && request.method === 'GET') return printPdf(request, url)
    if (request.method === 'GET' || request.method === 'HEAD') return pageFile(rendererDir, pathname)
    return new Response('Not found', { status: 404 })
  }

  async function answerSafely(request: Request): Promise<Response> {
    try {
      return await answer(request)
    } catch (error) {
      if (error instanceof DeskError) return refusal(error.view)
      desk.log.error(
        { path: new URL(request.url).pathname.slice(0, 80), ...errorFacts(error) },
        'request failed',
      )
      return refusal((diskRefusal(error) ?? new DeskError('busy', 'unexpected')).view)
    }
  }

  return async (request) => {
    const response = await answerSafely(request)
    for (const [name, value] of Object.entries(safety)) response.headers.set(name, value)
    return response
  }
}
