import { createHmac } from 'node:crypto'
import type { Context } from 'hono'
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie'

const cookieName = 'head_office_session'
/** How long one sign-in holds. */
const sessionMs = 8 * 60 * 60_000

/** Another secret than the token, made from it, so that every process with the same token knows the same sessions. */
function cookieSecret(token: string): string {
  return createHmac('sha256', token).update('page session').digest('base64url')
}

/**
 * Signs the visitor in: a signed cookie that only this site's pages send and no script reads.
 * @param context the request's context
 * @param token what opens the page
 * @param now milliseconds since 1970
 */
export async function openSession(context: Context, token: string, now: number): Promise<void> {
  await setSignedCookie(context, cookieName, String(now + sessionMs), cookieSecret(token), {
    path: '/',
    httpOnly: true,
    sameSite: 'Strict',
    // A visitor can claim this for their own connection only.
    secure: context.req.header('x-forwarded-proto') === 'https',
    maxAge: sessionMs / 1000,
  })
}

/**
 * @param context the request's context
 * @param token what opens the page
 * @param now milliseconds since 1970
 * @returns whether the visitor is signed in
 */
export async function hasSession(context: Context, token: string, now: number): Promise<boolean> {
  const until = await getSignedCookie(context, cookieSecret(token), cookieName)
  return typeof until === 'string' && Number(until) > now
}

/** @param context the request's context */
export function closeSession(context: Context): void {
  deleteCookie(context, cookieName, { path: '/' })
}
