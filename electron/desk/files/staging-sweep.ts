import type { DeskContext } from '../context.ts'
import { errorFacts } from '../log.ts'

const dayMs = 86_400_000

/**
 * Removes uploads that no command named, now and every day from now on; a failure is logged and tried again the next day.
 * @param desk the desk
 * @returns ends it
 */
export function sweepStagingDaily(desk: Pick<DeskContext, 'vault' | 'clock' | 'log'>): () => void {
  let cancel: () => void
  function sweep(): void {
    cancel = desk.clock.after(dayMs, sweep)
    try {
      desk.vault.sweep()
    } catch (error) {
      desk.log.error(errorFacts(error), 'sweep of staged files failed')
    }
  }
  sweep()
  return () => cancel()
}
