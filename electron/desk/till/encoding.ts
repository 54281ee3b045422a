import { isAscii, isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { DeskError } from '../errors.ts'

export type Encoding = 'utf-8' | 'gb18030'

/** What a text file is, found by reading it once. */
export interface TextFacts {
  readonly encoding: Encoding
  /** Lines that are not empty, those inside quotes not counted: the rows with the headers, in a sound file. */
  readonly lines: number
}

const quote = 0x22
const newline = 0x0a
/** A line is surely UTF-8 with so many characters of three bytes: text of GB18030 is that by chance only when short. */
const sureCharacters = 4
/** So many lines that may be UTF-8 are no chance any more. */
const likelyShare = 0.01

/** A longer line, in bytes, belongs to no table. */
const longestLine = 16 * 1024 * 1024

/** Counts lines and quotes, and sorts lines that are not ASCII by the encoding that they can be. */
class LineCounter {
  lines = 0
  /** Which line is being read, from 1, as an editor counts. */
  #line = 0
  #quoted = false
  #utf8Lines = 0
  #otherLines = 0
  #firstSureUtf8 = 0
  #firstUtf8 = 0
  #firstOther = 0
  #firstNeither = 0
  #gb18030: TextDecoder | null = null

  take(line: Uint8Array): void {
    this.#line += 1
    if (!this.#quoted && line.some((byte) => byte > 0x20)) this.lines += 1
    for (let at = line.indexOf(quote); at !== -1; at = line.indexOf(quote, at + 1))
      this.#quoted = !this.#quoted
    if (isAscii(line)) return
    if (isUtf8(line)) this.#takeUtf8(line)
    else this.#takeOther(line)
  }

  #takeUtf8(line: Uint8Array): void {
    let characters = 0
    for (const byte of line) if (byte >= 0xe0) characters += 1
    this.#utf8Lines += 1
    this.#firstUtf8 ||= this.#line
    if (characters >= sureCharacters) this.#firstSureUtf8 ||= this.#line
  }

  #takeOther(line: Uint8Array): void {
    this.#otherLines += 1
    this.#firstOther ||= this.#line
    if (this.#firstNeither !== 0) return
    this.#gb18030 ??= new TextDecoder('gb18030', { fatal: true })
    try {
      this.#gb18030.decode(line)
    } catch (cause) {
      if (!(cause instanceof TypeError)) throw cause
      this.#firstNeither = this.#line
    }
  }

  /** @throws DeskError invalid/till_mixed_encodings with the line where it goes wrong */
  encoding(): Encoding {
    if (this.#otherLines === 0) return 'utf-8'
    const likely = this.#utf8Lines > likelyShare * (this.#utf8Lines + this.#otherLines)
    const mixed = this.#firstSureUtf8 !== 0 || (likely && this.#utf8Lines > 1)
    // The line that breaks what the file began as.
    const change = Math.max(this.#firstOther, this.#firstSureUtf8 || this.#firstUtf8)
    const row = mixed ? change : this.#firstNeither
    if (row !== 0) throw new DeskError('invalid', 'till_mixed_encodings', { params: { row } })
    return 'gb18030'
  }
}

/**
 * Reads a text file once to learn its encoding and how many rows it has.
 * @param path the file
 * @throws DeskError invalid: till_mixed_encodings with the line that is neither or not as the others, till_not_a_table
 */
export async function textFacts(path: string): Promise<TextFacts> {
  const counter = new LineCounter()
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    const bytes = Buffer.concat([rest, chunk])
    if (bytes.includes(0)) throw new DeskError('invalid', 'till_not_a_table')
    let start = 0
    for (let end = bytes.indexOf(newline); end !== -1; end = bytes.indexOf(newline, start)) {
      counter.take(bytes.subarray(start, end))
      start = end + 1
    }
    rest = bytes.subarray(start)
    if (rest.length > longestLine) throw new DeskError('invalid', 'till_not_a_table')
  }
  if (rest.length > 0) counter.take(rest)
  return { encoding: counter.encoding(), lines: counter.lines }
}
