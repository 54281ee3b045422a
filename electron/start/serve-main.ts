import { runFromCommandLine } from './command-line.ts'
import { runHost } from './host.ts'

// The browser host of the built program (out/main/serve.js): a store computer without Electron runs it with plain Node.

await runFromCommandLine((options, messages) => runHost(options, messages, false))
