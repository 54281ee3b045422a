import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Caller } from '../../electron/desk/context.ts'
import type { Desk } from '../../electron/desk/desk.ts'
import { openDesk } from '../../electron/desk/desk.ts'
import { browserShell } from '../../electron/shell/shell.ts'

/** A desk in this process, with somebody signed in. */
export interface BenchDesk {
  readonly desk: Desk
  readonly caller: Caller
  readonly dataDir: string
  close(): Promise<void>
}

/** Opens the demo store in a folder of its own, on the disk of the system's temporary files. */
export async function openBenchDesk(): Promise<BenchDesk> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'countersign-bench-'))
  const pinCost = { memoryKiB: 1024, passes: 1 }
  const desk = await openDesk({ dataDir, shell: browserShell, pinCost })
  const setUp = await desk.fetch(
    new Request('http://desk/rpc/desk.setup', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        commandId: randomUUID(),
        storeCode: 'BENCH1',
        storeName: '测速店',
        managerNumber: '2001',
        managerName: '店长',
        pin: '246810',
      }),
    }),
  )
  const { result } = await setUp.json()
  const token: string = result.data.token
  const { context } = desk.inside
  const caller = { desk: context, me: context.sessions.require(token), token }
  return {
    desk,
    caller,
    dataDir,
    async close() {
      await desk.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
