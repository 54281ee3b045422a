import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { OpenError, openForReading, storeErrorOf } from '../db/open.ts'
import type { Verification } from '../db/verify.ts'
import { verifyStoreFile } from '../db/verify.ts'
import { checkFiles } from './desk/files/check.ts'
import { defaultDataFolder } from './start/data-folder.ts'

// `npm run verify`: does the journal's chain hold, do the tables say what the journal says, and are the files there?
// Ends with 0 when all is sound, 1 when something is not, 2 when nothing could be looked at.

const { values } = parseArgs({
  options: { data: { type: 'string' }, demo: { type: 'boolean', default: false } },
})
const dataDir = values.data ?? defaultDataFolder(values.demo, process.platform, process.env)
const path = join(dataDir, 'store.sqlite')

const sentences: Readonly<Record<OpenError['code'], string>> = {
  folder_not_writable: `The folder ${dataDir} cannot be used. 此文件夹无法使用。`,
  newer_file:
    `The data in ${dataDir} was written by a newer version of this program. Verify it with that version. ` +
    '数据由更新版本的程序写成，请用那个版本核对。',
  older_file:
    `The data in ${dataDir} was written by an older version of this program. Start the desk once, then verify. ` +
    '数据由较旧版本的程序写成，请先启动一次服务台，再核对。',
  damaged: `The data in ${dataDir} is damaged or not a store’s. Restore a backup or ask for help. 数据已损坏，或不是门店数据。`,
}

function giveUp(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(2)
}

/** One line that is written over itself, only where somebody watches. */
function progress(what: string): (done: number, total: number) => void {
  if (!process.stderr.isTTY) return () => undefined
  return (done, total) => {
    process.stderr.write(`\r${what} ${done} / ${total}${done === total ? '\n' : ''}`)
  }
}

function lookAtRecords(): Verification {
  try {
    const file = openForReading(path)
    try {
      return verifyStoreFile(file, { onProgress: progress('Entries and records 记录') })
    } finally {
      file.raw.close()
    }
  } catch (cause) {
    const error = storeErrorOf(cause, path)
    if (error instanceof OpenError) giveUp(sentences[error.code])
    throw error
  }
}

if (!existsSync(path))
  giveUp(`No store in ${dataDir}. Name its folder with --data DIR. 此文件夹中没有门店数据。`)
const { entries, records, faults, files } = lookAtRecords()
const all = [...faults, ...(await checkFiles(dataDir, files, progress('Files 文件')))]
const heading = all.length === 0 ? 'Sound 核对无误' : 'NOT SOUND 核对不符'
process.stdout.write(
  `${heading}: ${entries} entries, ${records} records and ${files.length} files compared\n`,
)
for (const fault of all) process.stdout.write(`  ${fault.kind}  ${fault.where}\n`)
process.exitCode = all.length === 0 ? 0 : 1
