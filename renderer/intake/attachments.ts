import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemOf } from '../api/command.ts'
import { largestFileBytes, uploadFile } from '../api/files.ts'
import { useErrorWords } from '../i18n/error-words.ts'
import type { StagedFile } from './staged-file.ts'

/** A file on its way to the desk, or one that could not get there. */
export interface Upload {
  readonly key: string
  readonly name: string
  /** 0 to 1. */
  readonly share: number
  /** Why it did not get there, in words. */
  readonly error: string | null
}

export interface Attachments {
  readonly uploads: readonly Upload[]
  readonly add: (files: readonly File[]) => void
  /** Stop an upload, or forget one that failed. */
  readonly drop: (key: string) => void
}

/**
 * Send files to the desk as soon as they are picked, dropped or pasted.
 * @param onStaged called with each file that arrived
 */
export function useAttachments(onStaged: (file: StagedFile) => void): Attachments {
  const [uploads, setUploads] = useState<readonly Upload[]>([])
  const running = useRef(new Map<string, AbortController>())
  const words = useErrorWords()
  const { t } = useTranslation('intake')
  const staged = useRef(onStaged)
  staged.current = onStaged

  useEffect(() => {
    const controllers = running.current
    return () => {
      for (const controller of controllers.values()) controller.abort()
    }
  }, [])

  function change(key: string, part: Partial<Upload>): void {
    setUploads((list) => list.map((each) => (each.key === key ? { ...each, ...part } : each)))
  }

  function drop(key: string): void {
    running.current.get(key)?.abort()
    running.current.delete(key)
    setUploads((list) => list.filter((each) => each.key !== key))
  }

  async function send(key: string, file: File, name: string, signal: AbortSignal): Promise<void> {
    try {
      const answer = await uploadFile(file, (share) => change(key, { share }), signal)
      drop(key)
      staged.current({ ...answer, name })
    } catch (thrown) {
      if (signal.aborted) return
      const problem = problemOf(thrown)
      change(key, { error: problem?.kind === 'refused' ? words.ofDesk(problem.desk) : t('files.broken') })
    }
  }

  function add(files: readonly File[]): void {
    for (const file of files) {
      const key = crypto.randomUUID()
      const name = file.name === '' ? 'file' : file.name
      const tooLarge = file.size > largestFileBytes
      const error = tooLarge ? words.ofKey('file_too_large') : null
      setUploads((list) => [...list, { key, name, share: 0, error }])
      if (tooLarge) continue
      const controller = new AbortController()
      running.current.set(key, controller)
      void send(key, file, name, controller.signal)
    }
  }

  return { uploads, add, drop }
}

/**
 * Take files that are pasted anywhere on the page, such as a screenshot.
 * @param add what to do with them
 */
export function usePastedFiles(add: (files: readonly File[]) => void): void {
  const latest = useRef(add)
  latest.current = add
  useEffect(() => {
    function onPaste(event: ClipboardEvent): void {
      const files = [...(event.clipboardData?.files ?? [])]
      if (files.length === 0) return
      event.preventDefault()
      latest.current(files)
    }
    document.addEventListener('paste', onPaste)
    return () => document.removeEventListener('paste', onPaste)
  }, [])
}
