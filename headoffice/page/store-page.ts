import { html } from 'hono/html'
import { placeName } from '../journal/chain.ts'
import { type Frame, type Html, layout, link, span, time } from './layout.ts'
import { pageSize, type StorePage } from './queries.ts'
import type { Wording } from './words.ts'

/** What of the list is asked for. */
export type Selection = { openOnly: boolean; page: number }

function address(code: string, { openOnly, page }: Selection, wording: Wording): string {
  const query = new URLSearchParams()
  if (!openOnly) query.set('show', 'all')
  if (page > 1) query.set('page', String(page))
  const tail = query.size > 0 ? `?${query}` : ''
  return link(`/stores/${encodeURIComponent(code)}${tail}`, wording)
}

function levelBadge(level: number | null, wording: Wording): Html {
  if (level === null) return html`–`
  const grave = level >= 4
  return html`<span class="badge${grave ? ' grave' : ''}">${grave ? '● ' : ''}${level} ${wording.level(level)}</span>`
}

function replyDue(dueAt: Date | null, open: boolean, now: number, wording: Wording): Html {
  if (dueAt === null || !open || dueAt.getTime() >= now) return time(dueAt)
  const late = `${wording.word('late')} ${span(now - dueAt.getTime(), wording)}`
  return html`${time(dueAt)}<br><span class="late">● ${late}</span>`
}

function row(line: StorePage['complaints'][number], now: number, wording: Wording): Html {
  const { complaint, customerName, anonymous, handlerName } = line
  const { word } = wording
  return html`<tr>
<th scope="row" class="tight">${complaint.number ?? complaint.id}</th>
<td class="tight">${complaint.state === null ? '–' : wording.state(complaint.state)}</td>
<td>${levelBadge(complaint.level, wording)}</td>
<td class="tight">${complaint.department === null ? '–' : wording.department(complaint.department)}</td>
<td>${anonymous === true ? word('anonymous') : (customerName ?? '–')}</td>
<td class="what">${complaint.summary ?? '–'}</td>
<td>${handlerName ?? '–'}</td>
<td class="tight">${time(complaint.receivedAt)}</td>
<td class="tight">${replyDue(complaint.replyDueAt, complaint.open, now, wording)}</td>
</tr>`
}

function filter(code: string, { openOnly }: Selection, wording: Wording): Html {
  const { word } = wording
  const current = html` aria-current="page"`
  return html`<nav class="filter" aria-label="${word('show')}">
<a href="${address(code, { openOnly: true, page: 1 }, wording)}"${openOnly ? current : ''}>${word('showOpen')}</a>
<a href="${address(code, { openOnly: false, page: 1 }, wording)}"${openOnly ? '' : current}>${word('showAll')}</a>
</nav>`
}

function paging(code: string, selection: Selection, total: number, wording: Wording): Html {
  const { word, language } = wording
  const last = Math.max(1, Math.ceil(total / pageSize))
  const { openOnly, page } = selection
  if (last === 1) return html``
  const place = language === 'en' ? `Page ${page} of ${last}` : `第 ${page} 页，共 ${last} 页`
  return html`<nav class="filter" aria-label="${word('pages')}">
${page > 1 ? html`<a rel="prev" href="${address(code, { openOnly, page: page - 1 }, wording)}">${word('previous')}</a>` : ''}
<span>${place}</span>
${page < last ? html`<a rel="next" href="${address(code, { openOnly, page: page + 1 }, wording)}">${word('next')}</a>` : ''}
</nav>`
}

function complaintsTable(found: StorePage, selection: Selection, now: number, wording: Wording): Html {
  const { word } = wording
  if (found.complaints.length === 0) {
    const nothing = found.store.entries > 0 && selection.openOnly ? word('noOpen') : word('noComplaints')
    const hint = found.store.entries > 0 ? '' : html`<p>${word('noComplaintsHint')}</p>`
    return html`<div class="empty"><p><strong>${nothing}</strong></p>${hint}</div>`
  }
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${word('complaints')}"><table>
<caption>${word(selection.openOnly ? 'openComplaints' : 'complaints')} ${found.total}</caption>
<thead><tr>
<th scope="col">${word('number')}</th><th scope="col">${word('state')}</th><th scope="col">${word('level')}</th>
<th scope="col">${word('department')}</th><th scope="col">${word('customer')}</th><th scope="col">${word('what')}</th>
<th scope="col">${word('handler')}</th><th scope="col">${word('received')}</th><th scope="col">${word('replyDue')}</th>
</tr></thead>
<tbody>${found.complaints.map((line) => row(line, now, wording))}</tbody>
</table></div>`
}

function quarantineTable({ quarantined }: StorePage, wording: Wording): Html {
  const { word } = wording
  if (quarantined.length === 0) return html``
  return html`<h2 id="quarantine">${word('quarantined')}</h2>
<p class="hint">${word('quarantineHint')}</p>
<div class="scroll" tabindex="0" role="region" aria-labelledby="quarantine"><table>
<caption>${word('quarantined')}</caption>
<thead><tr><th scope="col">${word('entry')}</th><th scope="col">${word('action')}</th><th scope="col">${word('reason')}</th>
<th scope="col">${word('arrived')}</th></tr></thead>
<tbody>${quarantined.map(
    (line) => html`<tr><th scope="row" class="tight">${placeName(line)}</th><td>${line.action}</td>
<td>◐ ${wording.reason(line.reason)}<br><span class="secondary" lang="en">${line.detail}</span></td>
<td class="tight">${time(line.receivedAt)}</td></tr>`,
  )}</tbody></table></div>`
}

function alarmTable({ alarms }: StorePage, wording: Wording): Html {
  const { word } = wording
  if (alarms.length === 0) return html``
  return html`<h2 id="alarms">${word('alarms')}</h2>
<p class="notice wrong">${word('alarmHint')}</p>
<div class="scroll" tabindex="0" role="region" aria-labelledby="alarms"><table>
<caption>${word('alarms')}</caption>
<thead><tr><th scope="col">${word('entry')}</th><th scope="col">${word('alarmKind')}</th>
<th scope="col">${word('lastSeen')}</th><th scope="col" class="amount">${word('times')}</th></tr></thead>
<tbody>${alarms.map(
    (line) => html`<tr><th scope="row" class="tight">${placeName(line)}</th>
<td><span class="late">● ${wording.alarm(line.kind)}</span></td>
<td class="tight">${time(line.lastAt)}</td><td class="amount">${line.times}</td></tr>`,
  )}</tbody></table></div>`
}

/**
 * One store's complaints, and below them what is wrong with its entries.
 * @param frame language and address
 * @param found what the database has
 * @param selection which complaints
 * @param now milliseconds since 1970
 */
export function storePage(frame: Frame, found: StorePage, selection: Selection, now: number): Html {
  const { wording } = frame
  const { code, name } = found.store
  const body = html`<p><a href="${link('/', wording)}">← ${wording.word('back')}</a></p>
<h1>${code} ${name}</h1>
${alarmTable(found, wording)}
<h2>${wording.word('complaints')}</h2>
${filter(code, selection, wording)}
${complaintsTable(found, selection, now, wording)}
${paging(code, selection, found.total, wording)}
${quarantineTable(found, wording)}`
  return layout(frame, `${code} ${name}`, body)
}
