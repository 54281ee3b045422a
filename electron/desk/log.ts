import { join } from 'node:path'
import pino from 'pino'

/** What the desk writes about itself: never names, numbers or texts of customers, only codes and ids. */
export interface Log {
  info(facts: Record<string, unknown>, message: string): void
  warn(facts: Record<string, unknown>, message: string): void
  error(facts: Record<string, unknown>, message: string): void
  close(): void
}

/**
 * @param dataDir where `desk.log` lies
 */
export function openLog(dataDir: string): Log {
  const destination = pino.destination({ dest: join(dataDir, 'desk.log'), sync: true, mkdir: true })
  // What cannot be written to the log, as on a full disk, must not end the desk.
  destination.on('error', () => undefined)
  const log = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination)
  return {
    info: (facts, message) => log.info(facts, message),
    warn: (facts, message) => log.warn(facts, message),
    error: (facts, message) => log.error(facts, message),
    close: () => destination.end(),
  }
}

/**
 * What may be said of an unexpected error in the log: its kind and place, not its message, which may quote a record.
 * @param error what was thrown
 */
export function errorFacts(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { kind: typeof error }
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  const cause: Record<string, unknown> = error.cause === undefined ? {} : { cause: errorFacts(error.cause) }
  const code = 'code' in error ? { code: String(error.code) } : {}
  return { kind: error.name, ...code, stack: frames.slice(0, 8).map((line) => line.trim()), ...cause }
}
