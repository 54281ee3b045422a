import { randomUUID } from 'node:crypto'
import { expect, vi } from 'vitest'
import type { TillFileView, TillJobView } from '../../electron/desk/till/views.ts'
import type { DeskPerson } from './desk.ts'

/** The headers of the exports that tests make. */
export const tillHeaders = [
  '订单号',
  '开票日期',
  '商品型号',
  '序列号',
  '数量',
  '实付金额',
  '手机号',
  '客户姓名',
] as const

/** One sold line as such an export writes it. */
export interface SoldRow {
  order?: string
  on?: string
  model?: string
  serial?: string
  quantity?: string
  paid?: string
  phone?: string
  name?: string
}

/**
 * An export as text.
 * @param rows what differs from an ordinary line
 * @param delimiter between the cells
 */
export function tillText(rows: readonly SoldRow[], delimiter = ','): string {
  const lines = rows.map((row, place) =>
    [
      row.order ?? `A2026${String(place).padStart(4, '0')}`,
      row.on ?? '2026-05-03',
      row.model ?? 'DJ13B-D08D',
      row.serial ?? `SN${String(place).padStart(6, '0')}`,
      row.quantity ?? '1',
      row.paid ?? '1299.00',
      row.phone ?? '13800000001',
      row.name ?? '周女士',
    ].join(delimiter),
  )
  return [tillHeaders.join(delimiter), ...lines, ''].join('\r\n')
}

/** Sends an export as the page does. */
export function postExport(person: DeskPerson, body: BodyInit, name = '销售明细.csv'): Promise<Response> {
  return person.fetch(`imports?name=${encodeURIComponent(name)}`, { method: 'POST', body })
}

/** Uploads an export that must be taken. */
export async function uploadExport(person: DeskPerson, body: BodyInit, name?: string): Promise<TillFileView> {
  const response = await postExport(person, body, name)
  const answer: unknown = await response.json()
  expect(response.status, JSON.stringify(answer)).toBe(200)
  return answer as TillFileView
}

/** Begins to check an upload as the screen suggests it. */
export function beginCheck(person: DeskPerson, file: TillFileView) {
  const { uploadId, mapping, channel, paymentMethod } = file
  return person.call.till.check.mutate({ uploadId, mapping, channel, paymentMethod })
}

/** The caller's import once it is read to its end, or refused. */
export function finished(person: DeskPerson): Promise<TillJobView> {
  const ended = async () => {
    const { job } = await person.call.till.job.query()
    if (job === null) throw new Error('There is no import')
    return job.phase === 'reading' ? null : job
  }
  return vi.waitUntil(ended, { timeout: 60_000, interval: 20 })
}

/** Uploads and checks an export. */
export async function checkExport(person: DeskPerson, body: BodyInit, name?: string): Promise<TillJobView> {
  await beginCheck(person, await uploadExport(person, body, name))
  return finished(person)
}

/** Takes over what was checked. */
export function takeOver(person: DeskPerson, job: TillJobView, leaveOut = false, commandId = randomUUID()) {
  return person.call.till.run.mutate({ commandId, uploadId: job.uploadId, leaveOut })
}

/** Uploads, checks and takes over an export. */
export async function importExport(person: DeskPerson, body: BodyInit, name?: string) {
  return takeOver(person, await checkExport(person, body, name))
}
