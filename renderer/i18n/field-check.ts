import type { ZodType } from 'zod'
import { useErrorWords } from './error-words.ts'

/**
 * Checks for form fields by the same schemas as the desk, in people's words.
 * @returns a function that makes, of a schema, a check for Mantine's `validate`: the sentence to show, null when good
 */
export function useFieldCheck(): (schema: ZodType) => (value: unknown) => string | null {
  const words = useErrorWords()
  return (schema) => (value) => {
    const result = schema.safeParse(value)
    return result.success ? null : words.ofKey(result.error.issues[0]?.message ?? 'invalid')
  }
}
