import type { Readable } from 'node:stream'
import { SaxesParser } from 'saxes'
import { DeskError } from '../errors.ts'

/** What is told of one part of a spreadsheet while it is read; names come without their prefix. */
export interface PartReader {
  open?(name: string, attributes: Readonly<Record<string, string>>): void
  close?(name: string): void
  text?(text: string): void
}

const bare = (name: string) => name.slice(name.indexOf(':') + 1)

/**
 * Reads one XML part as it comes; after each piece the caller may take what it found and let others work.
 * @param source the bytes of the part
 * @param reader told of every element
 * @throws DeskError invalid/till_damaged_workbook when it is no sound XML or brings definitions of its own
 */
export async function* readPart(source: Readable, reader: PartReader): AsyncGenerator<void> {
  const parser = new SaxesParser()
  const { open, close, text } = reader
  const refuse = () => {
    throw new DeskError('invalid', 'till_damaged_workbook')
  }
  parser.on('error', refuse)
  parser.on('doctype', refuse)
  if (open !== undefined) parser.on('opentag', (tag) => open.call(reader, bare(tag.name), tag.attributes))
  if (close !== undefined) parser.on('closetag', (tag) => close.call(reader, bare(tag.name)))
  if (text !== undefined) {
    parser.on('text', (found) => text.call(reader, found))
    parser.on('cdata', (found) => text.call(reader, found))
  }
  const decoder = new TextDecoder('utf-8', { fatal: true })
  for await (const chunk of source) {
    parser.write(decoder.decode(chunk, { stream: true }))
    yield
  }
  parser.write(decoder.decode()).close()
}

/**
 * Reads one small XML part to its end.
 * @param source the bytes of the part
 * @param reader told of every element
 */
export async function readWholePart(source: Readable, reader: PartReader): Promise<void> {
  for await (const _piece of readPart(source, reader)) await new Promise((resolve) => setImmediate(resolve))
}
