import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openStoreFile } from '../db/open.ts'
import { verifyStoreFile } from '../db/verify.ts'
import { defaultDataFolder } from './start/data-folder.ts'

// `npm run verify`: does the journal's chain hold, and do the tables say what the journal says?

const { values } = parseArgs({
  options: { data: { type: 'string' }, demo: { type: 'boolean', default: false } },
})
const dataDir = values.data ?? defaultDataFolder(values.demo, process.platform, process.env)
const path = join(dataDir, 'store.sqlite')
if (!existsSync(path)) {
  process.stderr.write(`No store in ${dataDir}. Name its folder with --data DIR. 此文件夹中没有门店数据。\n`)
  process.exit(2)
}
const file = openStoreFile(path)
const { entries, records, erased, faults } = verifyStoreFile(file)
file.raw.close()
const heading = faults.length === 0 ? 'Sound 核对无误' : 'NOT SOUND 核对不符'
process.stdout.write(`${heading}: ${entries} entries, ${records} records compared, ${erased} erased\n`)
for (const fault of faults) process.stdout.write(`  ${fault.kind}  ${fault.where}\n`)
process.exit(faults.length === 0 ? 0 : 1)
