import { fileTypeFromBuffer } from 'file-type'
import { imageSize } from 'image-size'
import { DeskError } from '../errors.ts'

/** The largest file that the desk takes, in bytes (20 MB). */
export const maxFileBytes = 20 * 1024 * 1024

const pictures: ReadonlySet<string> = new Set([
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/gif',
  'image/heic',
  'image/avif',
])

/** What a complaint may carry besides pictures: papers, recordings, films. */
const others: ReadonlySet<string> = new Set([
  'application/pdf',
  'audio/mpeg',
  'audio/x-m4a',
  'audio/mp4',
  'audio/wav',
  'audio/vnd.wave',
  'audio/aac',
  'audio/amr',
  'audio/ogg',
  'video/mp4',
  'video/quicktime',
  'video/webm',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
])

const pictureName = /\.(jpe?g|png|webp|gif|heic|avif|bmp|tiff?|svg)$/i

// biome-ignore lint/suspicious/noControlCharactersInRegex: text has none but line breaks and tabs
const notText = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/

function isPlainText(bytes: Uint8Array): boolean {
  try {
    return !notText.test(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    if (cause instanceof TypeError) return false
    throw cause
  }
}

function hasPictureSize(bytes: Uint8Array): boolean {
  try {
    const { width, height } = imageSize(bytes)
    return width > 0 && height > 0
  } catch (cause) {
    if (cause instanceof Error) return false
    throw cause
  }
}

/**
 * What a file is by its content; its name only decides which sentence refuses it.
 * @param bytes the whole file
 * @param name as the person's computer calls it
 * @returns its media type
 * @throws DeskError invalid: file_empty, file_too_large, not_a_picture, file_kind_not_taken
 */
export async function mediaTypeOf(bytes: Uint8Array, name: string): Promise<string> {
  if (bytes.length === 0) throw new DeskError('invalid', 'file_empty', { params: { name } })
  if (bytes.length > maxFileBytes)
    throw new DeskError('invalid', 'file_too_large', { params: { name, megabytes: 20 } })
  const found = (await fileTypeFromBuffer(bytes))?.mime
  if (found !== undefined && pictures.has(found)) {
    if (hasPictureSize(bytes)) return found
    throw new DeskError('invalid', 'not_a_picture', { params: { name } })
  }
  if (pictureName.test(name)) throw new DeskError('invalid', 'not_a_picture', { params: { name } })
  if (found !== undefined && others.has(found)) return found
  if (found === undefined && /\.(txt|csv)$/i.test(name) && isPlainText(bytes)) return 'text/plain'
  throw new DeskError('invalid', 'file_kind_not_taken', { params: { name } })
}
