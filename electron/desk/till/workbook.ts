import { posix } from 'node:path'
import type { Readable } from 'node:stream'
import type { Entry, ZipFile } from 'yauzl'
import { openPromise } from 'yauzl'
import { megabyte, tillLimits } from '../../../domain/till/limits.ts'
import { DeskError } from '../errors.ts'
import { readWholePart } from './xml-parts.ts'

/** An open spreadsheet: where its first visible sheet stands, and what its cells refer to. */
export interface Workbook {
  readonly sheet: () => Promise<Readable>
  /** Texts by their number. */
  readonly texts: readonly string[]
  /** Styles by their number: does it show a date? */
  readonly dateStyles: readonly boolean[]
  /** Days that are added to a date: files of old Macs count from 1904. */
  readonly dateOffset: number
  close(): void
}

const mostParts = 2_000

/**
 * What a damaged or hostile archive says of itself.
 * @throws DeskError invalid/till_damaged_workbook; whatever else was thrown stays as it is
 */
export function workbookRefusal(cause: unknown): unknown {
  if (cause instanceof DeskError || !(cause instanceof Error)) return cause
  const ofDisk = 'code' in cause && typeof cause.code === 'string' && /^E[A-Z]+$/.test(cause.code)
  return ofDisk ? cause : new DeskError('invalid', 'till_damaged_workbook')
}

async function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  let unpacked = 0
  for await (const entry of zip.eachEntry()) {
    unpacked += entry.uncompressedSize
    if (unpacked > tillLimits.unpackedMegabytes * megabyte || entries.size >= mostParts)
      throw new DeskError('invalid', 'till_too_large_unpacked', {
        params: { megabytes: tillLimits.unpackedMegabytes },
      })
    entries.set(entry.fileName, entry)
  }
  return entries
}

/** Number formats that show a date, of those that every spreadsheet program knows (ECMA-376 part 1, 18.8.30). */
const dateFormats = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58])

/** Does a number format show a year or a day? What stands in quotes or brackets is no code. */
const showsDate = (code: string) => /[yd年]/i.test(code.replaceAll(/"[^"]*"|\[[^\]]*\]|\\./g, ''))

type Open = (name: string) => Promise<Readable>

async function readStyles(open: Open, name: string): Promise<boolean[]> {
  const custom = new Map<number, boolean>()
  const styles: boolean[] = []
  let inCells = false
  await readWholePart(await open(name), {
    open(tag, attributes) {
      if (tag === 'numFmt') custom.set(Number(attributes.numFmtId), showsDate(attributes.formatCode ?? ''))
      if (tag === 'cellXfs') inCells = true
      if (tag !== 'xf' || !inCells) return
      const format = Number(attributes.numFmtId ?? 0)
      styles.push(custom.get(format) ?? dateFormats.has(format))
    },
    close(tag) {
      if (tag === 'cellXfs') inCells = false
    },
  })
  return styles
}

async function readTexts(open: Open, name: string): Promise<string[]> {
  const texts: string[] = []
  let text = ''
  let inText = false
  /** Readings of Japanese words, which are not part of the text. */
  let inReading = false
  await readWholePart(await open(name), {
    open(tag) {
      if (tag === 'si') text = ''
      if (tag === 't') inText = !inReading
      if (tag === 'rPh') inReading = true
    },
    text(found) {
      if (inText) text += found
    },
    close(tag) {
      if (tag === 't') inText = false
      if (tag === 'rPh') inReading = false
      if (tag === 'si') texts.push(text)
    },
  })
  return texts
}

async function readWorkbook(open: Open, name: string) {
  const sheets: { id: string; hidden: boolean }[] = []
  let dateOffset = 0
  await readWholePart(await open(name), {
    open(tag, attributes) {
      if (tag === 'workbookPr' && /^(1|true)$/.test(attributes.date1904 ?? '')) dateOffset = 1_462
      if (tag !== 'sheet') return
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? ''
      sheets.push({ id, hidden: (attributes.state ?? 'visible') !== 'visible' })
    },
  })
  return { sheets, dateOffset }
}

async function readTargets(open: Open, name: string): Promise<Map<string, { type: string; target: string }>> {
  const targets = new Map<string, { type: string; target: string }>()
  await readWholePart(await open(name), {
    open(tag, attributes) {
      const { Id: id = '', Type: type = '', Target: target = '' } = attributes
      const whole = target.startsWith('/') ? target.slice(1) : posix.join('xl', target)
      if (tag === 'Relationship') targets.set(id, { type: type.split('/').at(-1) ?? '', target: whole })
    },
  })
  return targets
}

/**
 * Opens a spreadsheet (XLSX, ECMA-376) without unpacking it whole.
 * @param path the file
 * @returns the workbook; close it
 * @throws DeskError invalid: till_damaged_workbook, till_too_large_unpacked
 */
export async function openWorkbook(path: string): Promise<Workbook> {
  let zip: ZipFile | null = null
  try {
    zip = await openPromise(path, { autoClose: false })
    const opened = zip
    const entries = await entriesOf(opened)
    const open: Open = async (name) => {
      const entry = entries.get(name)
      if (entry === undefined) throw new DeskError('invalid', 'till_damaged_workbook')
      return opened.openReadStreamPromise(entry)
    }
    const { sheets, dateOffset } = await readWorkbook(open, 'xl/workbook.xml')
    const targets = await readTargets(open, 'xl/_rels/workbook.xml.rels')
    const first = sheets.find((sheet) => !sheet.hidden) ?? sheets[0]
    const sheet = targets.get(first?.id ?? '')?.target
    if (sheet === undefined) throw new DeskError('invalid', 'till_damaged_workbook')
    const partOf = (type: string) => [...targets.values()].find((each) => each.type === type)?.target
    const styles = partOf('styles')
    const texts = partOf('sharedStrings')
    const textBytes = entries.get(texts ?? '')?.uncompressedSize ?? 0
    if (textBytes > tillLimits.textMegabytes * megabyte)
      throw new DeskError('invalid', 'till_too_large_unpacked', {
        params: { megabytes: tillLimits.textMegabytes },
      })
    return {
      sheet: () => open(sheet),
      texts: texts === undefined ? [] : await readTexts(open, texts),
      dateStyles: styles === undefined ? [] : await readStyles(open, styles),
      dateOffset,
      close: () => opened.close(),
    }
  } catch (cause) {
    zip?.close()
    throw workbookRefusal(cause)
  }
}
