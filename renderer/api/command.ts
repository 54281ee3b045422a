import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { v7 as uuidv7 } from 'uuid'
import type { DeskErrorView } from '../../electron/desk/views.ts'
import { deskErrorOf, isUnanswered } from './errors.ts'
import { type Intended, keepIntention, type Try } from './intention.ts'
import { expireSession, sessionToken } from './session.ts'

/** Why a call did not do what it should. Nothing was recorded, except that `unanswered` cannot know it. */
export type Problem =
  | { readonly kind: 'refused'; readonly desk: DeskErrorView }
  /** The desk did not answer: sending again is safe, it recognises the command by its id. */
  | { readonly kind: 'unanswered' }
  /** The desk itself failed and gave no reason. */
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

export interface Command<Input, Output> {
  /**
   * Send it. Called again after `unanswered`, the same content goes out under the same command id.
   * @returns the answer, null when there is a problem (then `problem` says which)
   */
  readonly run: (input: Intended<Input>) => Promise<Output | null>
  readonly pending: boolean
  readonly problem: Problem | null
  /** Dotted path of the input field that was refused, null when none is to blame. */
  readonly refusedField: string | null
  /** Forget the problem, as when the person goes on typing. */
  readonly clear: () => void
}

interface CommandOptions<Output> {
  /** After the desk has recorded it, with the desk's answer. */
  onDone?: (output: Output) => void
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
  const { t } = useTranslation('errors')
  const queryClient = useQueryClient()
  const [keep] = useState(() => keepIntention<Input, Output>(uuidv7))
  const { mutateAsync, isPending, error, reset } = useMutation({
    mutationFn: (input: Input) => send(input),
    retry: (failures, thrown) => isUnanswered(thrown) && failures < 2,
    retryDelay: (failures) => 400 * 3 ** failures,
  })

  async function attempt(input: Input): Promise<Try<Output>> {
    const token = sessionToken()
    try {
      return { kind: 'done', output: await mutateAsync(input) }
    } catch (thrown) {
      // What it was is told by `problem`; here only whether the desk surely recorded nothing. A commit that reports an
      // error may still have happened, so a desk that failed counts as one that has not answered.
      const code = deskErrorOf(thrown)?.code
      if (code === 'signed_out') expireSession(token)
      return { kind: isUnanswered(thrown) || code === 'busy' ? 'unanswered' : 'refused' }
    }
  }

  async function run(input: Intended<Input>): Promise<Output | null> {
    const settled = await keep(input, attempt)
    if (settled === null) return null
    void queryClient.invalidateQueries()
    if (settled.asFirstSent) notifications.show({ message: t('asFirstSent'), autoClose: false })
    options.onDone?.(settled.output)
    return settled.output
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
