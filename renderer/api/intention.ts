/** How one try of a command ended. */
export type Try<Output> =
  | { readonly kind: 'done'; readonly output: Output }
  | { readonly kind: 'refused' | 'unanswered' }

export interface Settled<Output> {
  readonly output: Output
  /** An earlier try, unanswered then, had been recorded with what stood in it; what was changed since is not in it. */
  readonly asFirstSent: boolean
}

type WithoutId<Input> = Input extends unknown ? Omit<Input, 'commandId'> : never
export type Intended<Input> = WithoutId<Input>

/**
 * Keeps a command to being recorded once: its id is made once per intention, kept while nobody knows whether it was
 * recorded, and a new one is made after every answer. Where the person has changed the content meanwhile, what was sent
 * first is settled under its own id before anything new goes out.
 * @param newId makes a command id
 * @param attempt sends a command once
 * @returns sends what is intended; null when it was refused or is still unanswered
 */
export function keepIntention<Input extends { commandId: string }, Output>(
  newId: () => string,
): (
  intended: Intended<Input>,
  attempt: (input: Input) => Promise<Try<Output>>,
) => Promise<Settled<Output> | null> {
  let open: Input | null = null
  return async (intended, attempt) => {
    const earlier = open
    const same = earlier !== null && sameContent(earlier, intended)
    if (earlier !== null && !same) {
      const first = await attempt(earlier)
      if (first.kind === 'unanswered') return null
      open = null
      if (first.kind === 'done') return { output: first.output, asFirstSent: true }
    }
    const input = same ? earlier : ({ ...intended, commandId: newId() } as Intended<Input> & Input)
    open = input
    const ended = await attempt(input)
    if (ended.kind !== 'unanswered') open = null
    return ended.kind === 'done' ? { output: ended.output, asFirstSent: false } : null
  }
}

function sameContent(sent: { commandId: string }, intended: object): boolean {
  return JSON.stringify({ ...sent, commandId: '' }) === JSON.stringify({ ...intended, commandId: '' })
}
