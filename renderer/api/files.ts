import { useEffect, useState } from 'react'
import { z } from 'zod'
import { deskErrorIn, FileRefused } from './errors.ts'
import { deskHeaders, expireSession, sessionToken } from './session.ts'

const uploadedSchema = z.object({ sha256: z.string(), mediaType: z.string(), size: z.number() })
/** What the desk answers to an upload; name the file by `sha256` in the command that follows. */
export type UploadedFile = z.infer<typeof uploadedSchema>

/** The largest file the desk takes, in bytes. */
export const largestFileBytes = 20 * 1024 * 1024

/**
 * Send one file. XMLHttpRequest, because fetch cannot tell how much has gone out.
 * @param path where it goes, such as `/files`
 * @param file the picked, dropped or pasted file
 * @param onProgress called with the share sent, 0 to 1
 * @param signal aborts it
 * @returns the desk's answer, as JSON of any kind
 * @throws FileRefused with the desk's reason (too large, not what it claims to be, signed out); Error when the line broke
 */
export function sendFile(
  path: string,
  file: File,
  onProgress: (share: number) => void = () => {},
  signal?: AbortSignal,
): Promise<unknown> {
  const token = sessionToken()
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `${path}?name=${encodeURIComponent(file.name)}`)
    for (const [name, value] of Object.entries(deskHeaders())) request.setRequestHeader(name, value)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.responseType = 'text'
    request.upload.onprogress = (event) => {
      if (event.lengthComputable && event.total > 0) onProgress(event.loaded / event.total)
    }
    request.onload = () => {
      if (request.status === 401) expireSession(token)
      const body = parseJson(request.responseText)
      if (request.status < 300) {
        resolve(body)
        return
      }
      const desk = deskErrorIn(body)
      reject(desk === null ? new Error(`upload answered ${request.status}`) : new FileRefused(desk))
    }
    request.onerror = () => reject(new Error('upload was not answered'))
    request.onabort = () => reject(new DOMException('upload was stopped', 'AbortError'))
    signal?.addEventListener('abort', () => request.abort())
    request.send(file)
  })
}

/**
 * Upload one photo or file.
 * @param file the picked, dropped or pasted file
 * @param onProgress called with the share sent, 0 to 1
 * @param signal aborts the upload
 * @returns its content address, the media type the desk found in it, and its size in bytes
 * @throws as `sendFile`
 */
export async function uploadFile(
  file: File,
  onProgress?: (share: number) => void,
  signal?: AbortSignal,
): Promise<UploadedFile> {
  return uploadedSchema.parse(await sendFile('/files', file, onProgress, signal))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

export interface FileUrl {
  /** A blob URL for <img src> or a link; null while loading or when it failed. */
  readonly url: string | null
  readonly failed: boolean
}

/**
 * A file of the desk as a blob URL: it needs the session's header, which <img> cannot send.
 * @param path `/files/<file id>` or `/files/staged/<sha256>`; null = none
 */
export function useFileUrl(path: string | null): FileUrl {
  const [state, setState] = useState<FileUrl>({ url: null, failed: false })
  useEffect(() => {
    setState({ url: null, failed: false })
    if (path === null) return
    const stopped = new AbortController()
    let made: string | null = null
    fetchFile(path, stopped.signal).then(
      (blob) => {
        if (stopped.signal.aborted) return
        made = URL.createObjectURL(blob)
        setState({ url: made, failed: false })
      },
      () => {
        if (!stopped.signal.aborted) setState({ url: null, failed: true })
      },
    )
    return () => {
      stopped.abort()
      if (made !== null) URL.revokeObjectURL(made)
    }
  }, [path])
  return state
}

/**
 * Fetch a file with the session's header.
 * @param path `/files/<file id>` or `/files/staged/<sha256>`
 * @param signal aborts it
 * @throws FileRefused with the desk's reason, Error when the line broke
 */
export async function fetchFile(path: string, signal?: AbortSignal): Promise<Blob> {
  const token = sessionToken()
  const response = await fetch(path, { headers: deskHeaders(), signal: signal ?? null })
  if (response.ok) return response.blob()
  if (response.status === 401) expireSession(token)
  const desk = deskErrorIn(parseJson(await response.text()))
  throw desk === null ? new Error(`file answered ${response.status}`) : new FileRefused(desk)
}
