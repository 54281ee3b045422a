import { createTRPCClient, httpLink, TRPCClientError } from '@trpc/client'
import { onTestFinished } from 'vitest'
import type { AppRouter } from '../../electron/desk/router.ts'
import { type RunningProgram, runProgram } from '../helpers/program.ts'

const host = 'tests/faults/desk-process.ts'

/** A desk process that answers. */
export interface Life {
  readonly url: string
  readonly call: ReturnType<typeof createTRPCClient<AppRouter>>
  /** Calls with another session. */
  as(token: string): Life['call']
  /** As a power cut: at once, without a last word. */
  kill(): Promise<void>
}

/** Starts a desk process that does not outlive the test, also when that fails. */
export function spawnDesk(dataDir: string): RunningProgram {
  const program = runProgram(host, [dataDir])
  onTestFinished(() => killProgram(program))
  return program
}

export async function killProgram(program: RunningProgram): Promise<void> {
  program.process.kill('SIGKILL')
  await program.ended
}

/**
 * Starts a desk on a folder and waits until it answers.
 * @param dataDir the store's folder
 * @param token of a session that outlasted the life before
 */
export async function newLife(dataDir: string, token = ''): Promise<Life> {
  const program = spawnDesk(dataDir)
  const url = await program.link()
  function as(session: string): Life['call'] {
    const headers = session === '' ? {} : { authorization: `Bearer ${session}` }
    return createTRPCClient<AppRouter>({ links: [httpLink({ url: `${url}rpc`, headers })] })
  }
  return {
    url,
    call: as(token),
    as,
    kill: () => killProgram(program),
  }
}

/** Did nobody answer? A refusal is an answer. */
export function isUnanswered(error: unknown): boolean {
  return error instanceof TRPCClientError && !error.data
}
