import type { CellValue } from 'hucre/xlsx'
import { XlsxStreamWriter } from 'hucre/xlsx'

/**
 * A spreadsheet with one sheet.
 * @param rows its cells; a Date becomes a date of the spreadsheet
 */
export async function workbook(rows: readonly (readonly CellValue[])[]): Promise<Uint8Array<ArrayBuffer>> {
  const writer = new XlsxStreamWriter({ name: '销售明细' })
  for (const row of rows) writer.addRow([...row])
  return new Uint8Array(await writer.finish())
}
