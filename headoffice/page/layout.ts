import { html } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { Wording } from './words.ts'

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>

/** What every page is made with. */
export type Frame = {
  wording: Wording
  /** Path and query of this page without `lang`. */
  path: string
  signedIn: boolean
}

/**
 * @param path a path of this site, with or without a query
 * @param wording whose language the target shall have
 * @returns the address with the language kept
 */
export function link(path: string, wording: Wording): string {
  if (wording.language === 'zh-CN') return path
  return `${path}${path.includes('?') ? '&' : '?'}lang=en`
}

const zone = 'Asia/Shanghai'
const moment = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })

/**
 * @param at an instant or nothing
 * @returns date and time as clocks in China show it, the exact instant in the attribute
 */
export function time(at: Date | null): Html {
  if (at === null) return html`–`
  return html`<time datetime="${at.toISOString()}">${moment.format(at)}</time>`
}

/**
 * A span of time in words, in its two largest units.
 * @param ms milliseconds, sign ignored
 * @param wording in which language
 */
export function span(ms: number, wording: Wording): string {
  const english = wording.language === 'en'
  const units: [number, string, string][] = [
    [86_400_000, ' 天', ' d'],
    [3_600_000, ' 小时', ' h'],
    [60_000, ' 分', ' min'],
    [1000, ' 秒', ' s'],
  ]
  const said: string[] = []
  let rest = Math.abs(ms)
  for (const [length, chinese, abbreviation] of units) {
    const count = Math.floor(rest / length)
    rest -= count * length
    if (count > 0) said.push(`${count}${english ? abbreviation : chinese}`)
    else if (said.length > 0) break
    if (said.length === 2) break
  }
  return said.length > 0 ? said.join(' ') : `0${english ? ' s' : ' 秒'}`
}

/**
 * The frame around every page.
 * @param frame language, address and whether a person is signed in
 * @param title of the page
 * @param body what stands in it
 */
export function layout(frame: Frame, title: string, body: Html): Html {
  const { wording, path, signedIn } = frame
  const { word, language } = wording
  const english = language === 'en'
  const other = english ? path : `${path}${path.includes('?') ? '&' : '?'}lang=en`
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ${word('product')}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/page.css">
</head>
<body>
<a class="skip" href="#content">${word('skip')}</a>
<header>
<a class="product" href="${link('/', wording)}">${word('product')}</a>
<nav aria-label="${word('places')}">
<a href="${other}" lang="${english ? 'zh-CN' : 'en'}">${english ? '中文' : 'English'}</a>
${
  signedIn
    ? html`<form method="post" action="${link('/sign-out', wording)}"><button class="quiet">${word('signOut')}</button></form>`
    : ''
}
</nav>
</header>
<main id="content" tabindex="-1">${body}</main>
</body>
</html>`
}
