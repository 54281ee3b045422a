import { serveDesk } from '../../electron/serve.ts'

// A desk in a process of its own, to be killed: folder and page are given, the port is any free one, a PIN is cheap.

const [dataDir = ''] = process.argv.slice(2)
const { url } = await serveDesk({ dataDir, port: 0, pinCost: { memoryKiB: 1024, passes: 1 } })
process.stdout.write(`${url}\n`)
