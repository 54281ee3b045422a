import { readFileSync } from 'node:fs'
import { getConnInfo } from '@hono/node-server/conninfo'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { csrf } from 'hono/csrf'
import { html } from 'hono/html'
import { secureHeaders } from 'hono/secure-headers'
import { z } from 'zod'
import type { Database } from '../database.ts'
import { issueCode } from '../enrolment/enrolment.ts'
import { sameSecret } from '../enrolment/secrets.ts'
import type { FailureLimiter } from '../http/limiter.ts'
import { Problem } from '../http/problem.ts'
import { type Frame, layout, link } from './layout.ts'
import { listStores, readStore } from './queries.ts'
import { closeSession, hasSession, openSession } from './session.ts'
import { signInPage } from './sign-in-page.ts'
import { storePage } from './store-page.ts'
import { type CodeNotice, storesPage } from './stores-page.ts'
import { wordingOf } from './words.ts'

const style = readFileSync(new URL('./page.css', import.meta.url), 'utf8')
const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect x="1" y="1" width="14" height="14" rx="3" fill="#1f4b87"/><path d="M4 9l3 3 5-7" fill="none" stroke="#fff" stroke-width="2"/></svg>'

const headers = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  referrerPolicy: 'same-origin',
  strictTransportSecurity: false,
})

/** What the pages work with. */
export type Pages = {
  database: Database
  /** Milliseconds since 1970. */
  now: () => number
  limiter: FailureLimiter
  /** Opens the pages. */
  token: string
}

function frameOf(context: Context, signedIn: boolean): Frame {
  const url = new URL(context.req.url)
  const language = url.searchParams.get('lang') === 'en' ? 'en' : 'zh-CN'
  url.searchParams.delete('lang')
  // The answer to a form cannot be asked for again in another language; its page can.
  const path = context.req.method === 'GET' ? `${url.pathname}${url.search}` : '/'
  return { wording: wordingOf(language), path, signedIn }
}

/**
 * The pages for people at head office: sign-in, stores, one store's complaints.
 * @param pages what they work with
 */
export function pageRoutes({ database, now, limiter, token }: Pages): Hono {
  const routes = new Hono()
  routes.use(headers, csrf(), bodyLimit({ maxSize: 16 * 1024 }))
  routes.get('/page.css', (context) =>
    context.body(style, 200, { 'Content-Type': 'text/css; charset=utf-8' }),
  )
  routes.get('/icon.svg', (context) => context.body(icon, 200, { 'Content-Type': 'image/svg+xml' }))

  const showStores = async (context: Context, said: CodeNotice, status: 200 | 422) => {
    context.header('Cache-Control', 'no-store')
    return context.html(storesPage(frameOf(context, true), await listStores(database), said), status)
  }

  routes.post('/sign-in', async (context) => {
    const address = getConnInfo(context).remote.address ?? ''
    const frame = frameOf(context, false)
    try {
      limiter.check(address, now())
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      return context.html(signInPage(frame, 'tooMany'), 429, error.headers)
    }
    const { token: typed } = await context.req.parseBody()
    if (typeof typed !== 'string' || !sameSecret(typed.trim(), token)) {
      limiter.failed(address, now())
      return context.html(signInPage(frame, 'wrongToken'), 401)
    }
    await openSession(context, token, now())
    return context.redirect(link('/', frame.wording), 303)
  })

  routes.use('/', async (context, next) => {
    if (await hasSession(context, token, now())) return next()
    return context.html(signInPage(frameOf(context, false)), 401)
  })
  for (const path of ['/stores/*', '/codes', '/sign-out']) {
    routes.use(path, async (context, next) => {
      if (await hasSession(context, token, now())) return next()
      return context.redirect(link('/', frameOf(context, false).wording), 303)
    })
  }

  routes.get('/', (context) => showStores(context, undefined, 200))

  routes.post('/codes', async (context) => {
    const { store, name } = await context.req.parseBody()
    if (typeof store !== 'string' || typeof name !== 'string') return showStores(context, 'wrong', 422)
    try {
      const { code, expiresAt } = await issueCode(database, store.trim(), name, now())
      return showStores(context, { code, store: store.trim(), storeName: name, expiresAt }, 200)
    } catch (error) {
      if (error instanceof z.ZodError) return showStores(context, 'wrong', 422)
      throw error
    }
  })

  routes.post('/sign-out', (context) => {
    closeSession(context)
    return context.redirect(link('/', frameOf(context, false).wording), 303)
  })

  routes.get('/stores/:store', async (context) => {
    const frame = frameOf(context, true)
    const asked = Number(context.req.query('page') ?? 1)
    const page = Number.isInteger(asked) && asked > 0 && asked < 1_000_000 ? asked : 1
    const selection = { openOnly: context.req.query('show') !== 'all', page }
    const found = await readStore(database, context.req.param('store'), selection.openOnly, page)
    context.header('Cache-Control', 'no-store')
    if (found === undefined) {
      const title = frame.wording.word('notFound')
      return context.html(layout(frame, title, html`<h1>${title}</h1>`), 404)
    }
    return context.html(storePage(frame, found, selection, now()))
  })
  return routes
}
