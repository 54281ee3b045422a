import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openStoreFile } from '../../db/open.ts'
import { verifyStoreFile } from '../../db/verify.ts'
import { settableClock } from '../helpers/clock.ts'
import { refusalIn, refusalOf, setUpStore, startDesk, testStaff } from '../helpers/desk.ts'
import { intake } from '../helpers/walk.ts'
import { journalHashes } from '../sync/store.ts'

/** A disk of its own needs the right to mount one. */
const canMount = process.platform === 'linux' && process.getuid?.() === 0

/** A small disk; @returns its folder */
function smallDisk(megabytes: number): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'countersign-disk-'))
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder])
  onTestFinished(() => {
    // Also when a failed test has left something open on it.
    execFileSync('umount', ['--lazy', folder])
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

/** Fills what is left of a disk; @returns frees it again */
function fill(folder: string): () => void {
  const file = path.join(folder, 'somebody-else’s-film.mp4')
  const handle = openSync(file, 'w')
  const block = Buffer.alloc(4096)
  const isFull = () => {
    try {
      writeSync(handle, block)
      return false
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return true
      throw error
    }
  }
  while (!isFull());
  closeSync(handle)
  return () => rmSync(file)
}

const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

if (canMount) {
  describe('a desk whose disk is full', () => {
    it('says so, records nothing by half, still shows everything, and goes on once there is space', async () => {
      const dataDir = path.join(smallDisk(24), 'data')
      const clock = settableClock()
      const desk = await startDesk({ dataDir, clock })
      await setUpStore(desk)
      const clerk = await desk.as(testStaff.clerk)
      const { call } = clerk
      const kept = await call.complaints.register.mutate(intake())

      const free = fill(path.dirname(dataDir))
      // Some more fit into what the file already holds.
      let refused = intake()
      let answered = true
      while (answered) {
        refused = intake()
        answered = await call.complaints.register.mutate(refused).then(
          () => true,
          () => false,
        )
      }
      const before = journalHashes(dataDir)
      expect(await refusalOf(call.complaints.register.mutate(refused))).toMatchObject({
        code: 'busy',
        key: 'disk_full',
      })
      const typed = { form: 'intake', body: { whatHappened: '字'.repeat(60_000) } } as const
      expect(await refusalOf(call.drafts.save.mutate(typed))).toMatchObject({ key: 'disk_full' })
      const upload = await clerk.fetch('files?name=a.png', { method: 'POST', body: new Uint8Array(picture) })
      expect(await refusalIn(upload)).toMatchObject({ code: 'busy', key: 'disk_full' })
      expect(journalHashes(dataDir)).toEqual(before)

      // Long enough for the session to be noted as seen, which the full disk does not take either.
      clock.advance(5 * 60_000)
      expect((await call.complaints.get.query({ id: kept.id })).number).toBe(kept.number)

      free()
      const recorded = await call.complaints.register.mutate(refused)
      expect((await call.complaints.register.mutate(refused)).id).toBe(recorded.id)
      const another = await call.complaints.register.mutate(intake({ commandId: randomUUID() }))
      expect(Number(another.number.slice(-4))).toBe(Number(recorded.number.slice(-4)) + 1)
      await desk.stop()

      const file = openStoreFile(path.join(dataDir, 'store.sqlite'))
      expect(verifyStoreFile(file).faults).toEqual([])
      file.raw.close()
    }, 60_000)

    it('starts again on the full disk, or says why not, and loses nothing', async () => {
      const dataDir = path.join(smallDisk(24), 'data')
      const desk = await startDesk({ dataDir })
      await setUpStore(desk)
      const { call } = await desk.as(testStaff.clerk)
      await call.complaints.register.mutate(intake())
      await desk.stop()
      const before = journalHashes(dataDir)
      const free = fill(path.dirname(dataDir))
      const start = startDesk({ dataDir }).then(
        (started) => started.stop().then(() => 'started'),
        (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : 'unknown'),
      )
      expect(await start).toMatch(/^(started|folder_not_writable|disk_full)$/)
      free()
      const again = await startDesk({ dataDir })
      await again.stop()
      expect(journalHashes(dataDir)).toEqual(before)
    }, 60_000)
  })
} else {
  describe('a desk whose disk is full', () => {
    it('was not tried: this account cannot mount a small disk', () => {
      expect(process.env.CI, 'Run these tests as root on Linux').not.toBe('true')
    })
  })
}
