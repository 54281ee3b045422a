import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { useErrorWords } from '../i18n/error-words.ts'

/** Sentences by dotted path of the field, in the order in which the fields were found wrong. */
export type FieldErrors = Record<string, string>

/**
 * What a schema refuses, in words at its fields.
 * @returns a function that turns a zod error into sentences; the first one of each field counts
 */
export function useFieldErrors(): (error: z.ZodError) => FieldErrors {
  const { i18n } = useTranslation()
  const words = useErrorWords()
  return (error) => {
    const found: FieldErrors = {}
    for (const issue of error.issues) {
      const path = issue.path.map(String).join('.')
      // A choice that was not made fails as a wrong type or value: for the person it is simply missing.
      const key = i18n.exists(`errors:key.${issue.message}`) ? issue.message : 'required'
      found[path] ??= words.ofKey(key)
    }
    return found
  }
}

/**
 * Put the cursor into the first field that is marked as wrong, in the order of the page.
 * @param within the form
 */
export function focusFirstError(within: HTMLElement | null): void {
  // The marks appear with the next paint.
  requestAnimationFrame(() => {
    const marked = within?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid="true"] input')
    marked?.focus()
    // What was refused is typed over, not behind.
    if (marked instanceof HTMLInputElement) marked.select()
  })
}
