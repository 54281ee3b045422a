import type { CustomerExport } from '../../electron/desk/customer-views.ts'

/** What the page needs of the screen it is made on. */
export interface PageWords {
  readonly t: (key: string, params?: Record<string, string | number>) => string
  readonly format: {
    readonly date: (at: string) => string
    readonly dateTime: (at: string) => string
    readonly money: (fen: number) => string
  }
  /** BCP 47. */
  readonly lang: string
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text for a place in HTML: what customers and staff typed is text and nothing else. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign)
}

type Cell = string | number | null

function table(heads: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const head = heads.map((each) => `<th scope="col">${escaped(each)}</th>`).join('')
  const lines = rows.map(
    (row) => `<tr>${row.map((cell) => `<td>${escaped(String(cell ?? ''))}</td>`).join('')}</tr>`,
  )
  return `<table><thead><tr>${head}</tr></thead><tbody>${lines.join('')}</tbody></table>`
}

function section(title: string, rows: readonly unknown[], content: () => string): string {
  return rows.length === 0 ? '' : `<section><h2>${escaped(title)}</h2>${content()}</section>`
}

/** Label and text, one below the other; what is empty is left out. */
function facts(pairs: readonly (readonly [string, Cell])[]): string {
  const lines = pairs
    .filter(([, text]) => text !== null && text !== '')
    .map(([label, text]) => `<dt>${escaped(label)}</dt><dd>${escaped(String(text))}</dd>`)
  return `<dl>${lines.join('')}</dl>`
}

function complaint(each: CustomerExport['complaints'][number], { t, format }: PageWords): string {
  const papers = each.resolutions.map((paper): [string, string] => [
    t('customer:export.resolution', { version: paper.version, at: format.date(paper.signedAt) }),
    [paper.wording, paper.terms].filter(Boolean).join('\n'),
  ])
  const opinions = each.opinions.map((opinion): [string, string] => [
    t('customer:export.opinion'),
    `${format.date(opinion.at)} ${opinion.words}`,
  ])
  const visits = each.returnVisits.map((visit): [string, string] => [
    t('customer:export.visit'),
    `${format.date(visit.at)} ${t(`words:satisfaction.${visit.solution}`)} ${visit.remarks}`,
  ])
  const claim = each.claimFen === null ? '' : `${format.money(each.claimFen)} ${each.claimBasis}`
  return `<h3>${escaped(each.number)}</h3>${facts([
    [t('customer:export.at'), format.dateTime(each.receivedAt)],
    [t('customer:export.state'), t(`words:state.${each.state}`)],
    [t('customer:export.ended'), each.endedAt === null ? '' : format.dateTime(each.endedAt)],
    [t('customer:export.what'), each.whatHappened],
    [t('customer:export.against'), each.against],
    [t('customer:export.impact'), each.impact],
    [t('customer:export.claim'), claim],
    ...papers,
    ...opinions,
    ...visits,
    [t('customer:export.files'), each.files.join('\n')],
  ])}`
}

function returnCase(each: CustomerExport['cases'][number], { t, format }: PageWords): string {
  return `<h3>${escaped(each.number)}</h3>${facts([
    [t('customer:export.at'), format.dateTime(each.openedAt)],
    [t('customer:export.state'), t(`words:caseState.${each.state}`)],
    [t('customer:export.basis'), t(`words:caseReason.${each.reason}`)],
    [t('customer:export.what'), each.whatHappened],
    [t('customer:export.paidOut'), each.paidOutFen === null ? '' : format.money(each.paidOutFen)],
    [t('customer:export.files'), each.files.join('\n')],
  ])}`
}

const style = `body{font:14px/22px "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;color:#1d2430;max-width:840px;margin:32px auto;padding:0 24px}
h1{font-size:20px}h2{font-size:16px;margin:24px 0 8px;border-bottom:1px solid #c9ced6}h3{font-size:14px;margin:16px 0 4px}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #c9ced6;padding:4px 8px;text-align:start;vertical-align:top;white-space:pre-wrap}
dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 16px;margin:0}dt{color:#555e6b}dd{margin:0;white-space:pre-wrap}
tr,dl{break-inside:avoid}@media print{body{margin:0;max-width:none}}`

/**
 * A customer's own data as one page that can be read, printed and kept without this program.
 * @param given what the desk gave out
 * @param words of the screen on which it is made
 * @returns an HTML document
 */
export function exportPage(given: CustomerExport, words: PageWords): string {
  const { t, format, lang } = words
  const of = (name: string) => t(`customer:export.${name}`)
  const yes = (flag: boolean) => of(flag ? 'yes' : 'no')
  const made = t('customer:export.made', {
    store: given.store.name,
    at: format.dateTime(given.exportedAt),
    by: given.exportedBy,
  })
  const parts = [
    section(of('person'), given.customers, () =>
      given.customers
        .map((each) =>
          facts([
            [t('customer:field.name'), each.name],
            [t('customer:field.phones'), each.phones.join(' / ')],
            [t('customer:field.memberNumber'), each.memberNumber],
            [t('customer:field.address'), each.address],
            [t('customer:fact.consent'), yes(each.consent)],
            [t('customer:fact.doNotCall'), yes(each.doNotCall)],
            [t('customer:fact.since'), format.date(each.createdAt)],
          ]),
        )
        .join(''),
    ),
    section(t('customer:complaints'), given.complaints, () =>
      given.complaints.map((each) => complaint(each, words)).join(''),
    ),
    section(t('customer:cases'), given.cases, () =>
      given.cases.map((each) => returnCase(each, words)).join(''),
    ),
    section(t('customer:purchases'), given.purchases, () =>
      table(
        [of('order'), of('product'), of('model'), of('serial'), of('quantity'), of('paid')],
        given.purchases.map((each) => [
          each.orderNumber,
          each.productName,
          each.model,
          each.serialNumber,
          each.quantity,
          each.paidFen === null ? '' : format.money(each.paidFen),
        ]),
      ),
    ),
    section(of('contacts'), given.contacts, () =>
      table(
        [of('at'), of('channel'), of('what')],
        given.contacts.map((each) => [
          format.dateTime(each.at),
          `${t(`words:contactChannel.${each.channel}`)} ${t(`customer:otherDirection.${each.direction}`)}`,
          each.said,
        ]),
      ),
    ),
    section(of('promises'), given.promises, () =>
      table(
        [of('what'), of('due'), of('kept')],
        given.promises.map((each) => [
          each.what,
          format.dateTime(each.dueAt),
          each.keptAt === null ? '' : format.dateTime(each.keptAt),
        ]),
      ),
    ),
    section(t('customer:custody'), given.custody, () =>
      table(
        [of('number'), of('what'), of('at'), of('ended')],
        given.custody.map((each) => [
          each.number,
          each.description,
          format.dateTime(each.receivedAt),
          each.endedAt === null ? '' : format.dateTime(each.endedAt),
        ]),
      ),
    ),
  ]
  return `<!doctype html><html lang="${escaped(lang)}"><head><meta charset="utf-8"><title>${escaped(of('title'))}</title><style>${style}</style></head><body><h1>${escaped(of('title'))}</h1><p>${escaped(made)}</p>${parts.join('')}</body></html>`
}
