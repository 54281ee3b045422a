import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { v7 as uuidv7 } from 'uuid'
import type { DeskErrorView } from '../../electron/desk/views.ts'
import { deskErrorOf, isUnanswered } from './errors.ts'
import { expireSession, sessionToken } from './session.ts'

/** Why a call did not do what it should. Nothing was recorded, except that `unanswered` cannot know it. */
export type Problem =
  | { readonly kind: 'refused'; readonly desk: DeskErrorView }
  /** The desk did not answer: sending again is safe, it recognises the command by its id. */
  | { readonly kind: 'unanswered' }
  /** The desk itself failed; it undoes everything then. */
  | { readonly kind: 'failed' }

/**
 * What a call threw, as the screen speaks about it (parts/ProblemNotice.tsx).
 * @param error the thrown value; null or undefined = no problem
 */
export function problemOf(error: unknown): Problem | null {
  if (error === null || error === undefined) return null
  const desk = deskErrorOf(error)
  if (desk !== null) return { kind: 'refused', desk }
  return { kind: isUnanswered(error) ? 'unanswered' : 'failed' }
}

type WithoutId<Input> = Input extends unknown ? Omit<Input, 'commandId'> : never

export interface Command<Input, Output> {
  /**
   * Send it. Called again after `unanswered`, the same content goes out under the same command id.
   * @returns the answer, null when there is a problem (then `problem` says which)
   */
  readonly run: (input: WithoutId<Input>) => Promise<Output | null>
  readonly pending: boolean
  readonly problem: Problem | null
  /** Dotted path of the input field that was refused, null when none is to blame. */
  readonly refusedField: string | null
  /** Forget the problem, as when the person goes on typing. */
  readonly clear: () => void
}

interface CommandOptions<Output> {
  /**
   * After the desk has recorded it.
   * @param output the answer
   * @param asFirstSent true when an earlier try, unanswered then, turns out to have been recorded with what stood in it,
   * and what was changed since is not in it: say so
   */
  onDone?: (output: Output, asFirstSent: boolean) => void
}

/**
 * A command that is recorded once however often it is sent: the id is made once per intention, kept while the desk has
 * not answered, and a new one is made after every answer.
 * @param send the call, such as `useTRPCClient().complaints.register.mutate`
 * @param options what to do when it is done
 */
export function useCommand<Input extends { commandId: string }, Output>(
  send: (input: Input) => Promise<Output>,
  options: CommandOptions<Output> = {},
): Command<Input, Output> {
  const queryClient = useQueryClient()
  const unanswered = useRef<Input | null>(null)
  const { mutateAsync, isPending, error, reset } = useMutation({
    mutationFn: (input: Input) => send(input),
    retry: (failures, thrown) => isUnanswered(thrown) && failures < 2,
    retryDelay: (failures) => 400 * 3 ** failures,
  })

  async function attempt(input: Input, asFirstSent: boolean): Promise<{ done: Output } | null> {
    const token = sessionToken()
    unanswered.current = input
    try {
      const output = await mutateAsync(input)
      unanswered.current = null
      void queryClient.invalidateQueries()
      options.onDone?.(output, asFirstSent)
      return { done: output }
    } catch (thrown) {
      if (!isUnanswered(thrown)) unanswered.current = null
      if (deskErrorOf(thrown)?.code === 'signed_out') expireSession(token)
      return null
    }
  }

  async function run(input: WithoutId<Input>): Promise<Output | null> {
    const earlier = unanswered.current
    const same = earlier !== null && sameContent(earlier, input)
    if (earlier !== null && !same) {
      // Nobody knows yet whether the first try was recorded; a new id now could record it twice.
      const settled = await attempt(earlier, true)
      if (settled !== null) return settled.done
      if (unanswered.current !== null) return null
    }
    const commandId = same ? earlier.commandId : uuidv7()
    return (await attempt({ ...input, commandId } as Input & WithoutId<Input>, false))?.done ?? null
  }

  const problem = problemOf(error)
  return {
    run,
    pending: isPending,
    problem,
    refusedField: problem?.kind === 'refused' ? problem.desk.field : null,
    clear: reset,
  }
}

function sameContent(sent: { commandId: string }, input: object): boolean {
  return JSON.stringify({ ...sent, commandId: '' }) === JSON.stringify({ ...input, commandId: '' })
}
