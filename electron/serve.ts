import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as NodeReadableStream } from 'node:stream/web'
import type { Desk, DeskOptions } from './desk/desk.ts'
import { openDesk, StartError } from './desk/desk.ts'
import { browserShell } from './shell/shell.ts'

export interface ServeOptions extends Omit<DeskOptions, 'shell'> {
  /** 0 takes any free port. */
  readonly port?: number
  /** Loopback only; other addresses come with TLS and a sign-in link. */
  readonly host?: '127.0.0.1' | '::1'
}

export interface ServedDesk {
  readonly url: string
  readonly desk: Desk
  close(): Promise<void>
}

const defaultPort = 8780

/** Pages of other sites that reach for this port by name or by script are turned away. */
function isOurs(request: IncomingMessage, port: number): boolean {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`]
  const { host, origin } = request.headers
  if (host === undefined || !hosts.includes(host)) return false
  return origin === undefined || hosts.some((each) => origin === `http://${each}`)
}

function toRequest(incoming: IncomingMessage, origin: string, signal: AbortSignal): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  const method = incoming.method ?? 'GET'
  const body = method === 'GET' || method === 'HEAD' ? null : Readable.toWeb(incoming)
  return new Request(new URL(incoming.url ?? '/', origin), {
    method,
    headers,
    signal,
    body: body as ReadableStream<Uint8Array> | null,
    duplex: 'half',
  } as RequestInit)
}

async function write(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  if (response.body === null) {
    outgoing.end()
    return
  }
  // A streamed answer must reach the page at once, also before its first line.
  outgoing.flushHeaders()
  await pipeline(Readable.fromWeb(response.body as NodeReadableStream<Uint8Array>), outgoing)
}

/** The other side went away: nothing to say and nobody to say it to. */
function isHangUp(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return ['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE', 'ABORT_ERR', 'ERR_STREAM_DESTROYED'].includes(
    code,
  )
}

function listen(server: ReturnType<typeof createServer>, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}

/**
 * The same desk without Electron: node:http on the loopback address before the front door.
 * @param options folder, port and page
 * @throws StartError port_in_use, and those of `openDesk`
 */
export async function serveDesk(options: ServeOptions): Promise<ServedDesk> {
  const host = options.host ?? '127.0.0.1'
  const desk = await openDesk({ ...options, shell: browserShell })
  let origin = ''
  let port = options.port ?? defaultPort

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const gone = new AbortController()
    outgoing.once('close', () => gone.abort())
    if (!isOurs(incoming, port)) {
      outgoing.writeHead(403, { 'content-type': 'text/plain; charset=utf-8' }).end('Not from here')
      return
    }
    await write(await desk.fetch(toRequest(incoming, origin, gone.signal)), outgoing)
  }

  const server = createServer((incoming, outgoing) => {
    handle(incoming, outgoing).catch((error: unknown) => {
      if (!isHangUp(error))
        process.stderr.write(`${error instanceof Error ? error.name : 'Error'} in an answer\n`)
      outgoing.destroy()
    })
  })

  try {
    port = await listen(server, port, host)
  } catch (error) {
    await desk.close()
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'EADDRINUSE' || code === 'EACCES')
      throw new StartError('port_in_use', { port: String(port) }, error)
    throw error
  }
  origin = `http://${host.includes(':') ? `[${host}]` : host}:${port}`
  desk.announce(`${origin}/`)

  return {
    url: `${origin}/`,
    desk,
    async close() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
      await desk.close()
    },
  }
}
