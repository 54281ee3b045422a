import { z } from 'zod'
import type { DeskPerson } from './desk.ts'

/** A real picture of one pixel. */
export const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

/**
 * Another real picture of one pixel, different for every word.
 * @param word stands in a text chunk behind the picture
 */
export function pictureNamed(word: string): Uint8Array {
  return Buffer.concat([onePixel, Buffer.from(word)])
}

const stagedSchema = z.object({ sha256: z.string(), mediaType: z.string(), size: z.number() })

/**
 * Uploads a file that must be taken.
 * @returns how a command names it
 */
export async function upload(person: DeskPerson, bytes: Uint8Array, name: string) {
  const response = await post(person, bytes, name)
  return { ...stagedSchema.parse(await response.json()), name }
}

/** Sends a file as the page does. */
export function post(person: DeskPerson, bytes: Uint8Array, name: string): Promise<Response> {
  return person.fetch(`files?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    body: new Uint8Array(bytes),
  })
}
