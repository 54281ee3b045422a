/** Lengths of time of one thing, ms. */
export interface Sample {
  readonly median: number
  readonly p95: number
  readonly rounds: number
}

/**
 * @param times ms, in any order, at least one
 * @param share between 0 and 1
 */
export function quantile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** @returns median and 95th percentile of lengths of time in ms */
export function sampleOf(times: readonly number[]): Sample {
  return { median: quantile(times, 0.5), p95: quantile(times, 0.95), rounds: times.length }
}

/**
 * How long something takes.
 * @param run what is measured
 * @returns ms
 */
export async function timed(run: () => unknown): Promise<number> {
  const start = performance.now()
  await run()
  return performance.now() - start
}

/**
 * Runs something again and again after a warm-up.
 * @param rounds how often it is measured
 * @param run what is measured
 */
export async function repeated(rounds: number, run: () => unknown): Promise<Sample> {
  const times: number[] = []
  for (let round = -Math.ceil(rounds / 5); round < rounds; round += 1) {
    const time = await timed(run)
    if (round >= 0) times.push(time)
  }
  return sampleOf(times)
}
