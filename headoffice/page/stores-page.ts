import { html } from 'hono/html'
import { type Frame, type Html, layout, link, span, time } from './layout.ts'
import type { StoreLine } from './queries.ts'
import type { Wording } from './words.ts'

/** A clock that is further off than this is worth a word, milliseconds. */
const noticeableOffset = 120_000

function clock(offset: number | null, wording: Wording): Html {
  const { word } = wording
  if (offset === null) return html`–`
  if (Math.abs(offset) < 1000) return html`${word('clockRight')}`
  const text = `${word(offset > 0 ? 'fast' : 'slow')} ${span(offset, wording)}`
  return Math.abs(offset) > noticeableOffset ? html`<span class="soon">◐ ${text}</span>` : html`${text}`
}

function warning(count: number, mark: string, tone: string): Html {
  return count === 0 ? html`0` : html`<span class="${tone}">${mark} ${count}</span>`
}

function row(line: StoreLine, wording: Wording): Html {
  const { word } = wording
  return html`<tr>
<th scope="row"><a href="${link(`/stores/${encodeURIComponent(line.code)}`, wording)}">${line.code}</a></th>
<td>${line.name}</td>
<td class="tight">${line.lastPushAt === null ? word('never') : time(line.lastPushAt)}</td>
<td class="amount">${line.entries}</td>
<td class="tight">${clock(line.clockOffsetMs, wording)}</td>
<td class="amount">${line.openComplaints}</td>
<td class="amount">${warning(line.quarantined, '◐', 'soon')}</td>
<td class="amount">${warning(line.alarms, '●', 'late')}</td>
</tr>`
}

function table(lines: readonly StoreLine[], wording: Wording): Html {
  const { word } = wording
  if (lines.length === 0) {
    return html`<div class="empty"><p><strong>${word('noStores')}</strong></p><p>${word('noStoresHint')}</p></div>`
  }
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${word('stores')}"><table>
<caption>${word('stores')} ${lines.length}</caption>
<thead><tr>
<th scope="col">${word('code')}</th><th scope="col">${word('name')}</th><th scope="col">${word('lastPush')}</th>
<th scope="col" class="amount">${word('entries')}</th><th scope="col">${word('clock')}</th>
<th scope="col" class="amount">${word('openComplaints')}</th>
<th scope="col" class="amount">${word('quarantined')}</th><th scope="col" class="amount">${word('alarms')}</th>
</tr></thead>
<tbody>${lines.map((line) => row(line, wording))}</tbody>
</table></div>`
}

/** What the form for a new code shows above itself. */
export type CodeNotice =
  | { code: string; store: string; storeName: string; expiresAt: Date }
  | 'wrong'
  | undefined

function notice(said: CodeNotice, wording: Wording): Html {
  const { word } = wording
  if (said === undefined) return html``
  if (said === 'wrong') return html`<p class="notice wrong" role="alert">${word('badStore')}</p>`
  return html`<div class="notice" role="status"><p>${word('codeFor')} · ${said.store} ${said.storeName}</p>
<p class="code">${said.code}</p>
<p class="hint">${word('codeOnce')} ${time(said.expiresAt)}</p></div>`
}

/**
 * The first page: all stores, and the form that issues enrolment codes.
 * @param frame language and address
 * @param lines the stores
 * @param said what became of the form
 */
export function storesPage(frame: Frame, lines: readonly StoreLine[], said: CodeNotice): Html {
  const { wording } = frame
  const { word } = wording
  const body = html`<h1>${word('stores')}</h1>
${table(lines, wording)}
<h2 id="new-code">${word('newCode')}</h2>
${notice(said, wording)}
<form method="post" action="${link('/codes', wording)}" class="fields" aria-labelledby="new-code">
<div class="field"><label for="store">${word('storeCode')}</label>
<input id="store" name="store" required pattern="[A-Z0-9]{2,12}" maxlength="12" autocomplete="off" aria-describedby="store-hint">
<span class="hint" id="store-hint">${word('storeCodeHint')}</span></div>
<div class="field"><label for="name">${word('storeName')}</label>
<input id="name" name="name" required maxlength="60" autocomplete="off"></div>
<button>${word('makeCode')}</button>
</form>`
  return layout(frame, word('stores'), body)
}
