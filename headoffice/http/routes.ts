import { getConnInfo } from '@hono/node-server/conninfo'
import { Hono } from 'hono'
import { bodyLimit as limitBody } from 'hono/body-limit'
import type { Database } from '../database.ts'
import { enrol, requireDesk } from '../enrolment/enrolment.ts'
import { ingest, readCursor } from '../journal/ingest.ts'
import { bodyLimit, readJson } from './body.ts'
import type { FailureLimiter } from './limiter.ts'
import { openApiDocument } from './openapi.ts'
import { Problem } from './problem.ts'
import {
  type CursorAnswer,
  type EnrolAnswer,
  enrolRequestSchema,
  type PushAnswer,
  pushRequestSchema,
} from './wire.ts'

/** What the routes work with. */
export type Service = {
  database: Database
  headOfficePublicKey: string
  /** Milliseconds since 1970. */
  now: () => number
  limiter: FailureLimiter
}

/**
 * The addresses under /v1 that desks call.
 * @param service what they work with
 */
export function deskRoutes({ database, headOfficePublicKey, now, limiter }: Service): Hono {
  const routes = new Hono()
  const document = openApiDocument()
  routes.get('/openapi.json', (context) => context.json(document))

  routes.use(
    limitBody({
      maxSize: bodyLimit,
      onError: () => {
        throw new Problem('too-large', 413, `The body is larger than ${bodyLimit} bytes.`)
      },
    }),
  )

  routes.post('/enrol', async (context) => {
    const address = getConnInfo(context).remote.address ?? ''
    limiter.check(address, now())
    const request = await readJson(context, enrolRequestSchema)
    try {
      const enrolled = await enrol(database, request, now())
      return context.json({ ...enrolled, headOfficePublicKey } satisfies EnrolAnswer, 201)
    } catch (error) {
      if (error instanceof Problem) limiter.failed(address, now())
      throw error
    }
  })

  routes.get('/stores/:store/cursor', async (context) => {
    const store = context.req.param('store')
    await requireDesk(database, store, context.req.header('authorization'))
    const cursor = await readCursor(database, store)
    return context.json({ cursor, now: new Date(now()).toISOString() } satisfies CursorAnswer)
  })

  routes.post('/stores/:store/journal', async (context) => {
    const store = context.req.param('store')
    await requireDesk(database, store, context.req.header('authorization'))
    const request = await readJson(context, pushRequestSchema)
    const at = now()
    const taken = await ingest(database, store, request, at)
    return context.json({ ...taken, now: new Date(at).toISOString(), directives: [] } satisfies PushAnswer)
  })

  routes.all('*', () => {
    throw new Problem('not-found', 404, 'There is no such address.')
  })
  return routes
}
