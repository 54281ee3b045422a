import { expect } from 'vitest'

/**
 * What will be true soon: asks again and again, as long as a busy computer may need.
 * @param read what is asked
 * @returns an expectation to await
 */
export function eventually<T>(read: () => T | Promise<T>) {
  return expect.poll(read, { timeout: 15_000 })
}
