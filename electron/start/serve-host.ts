import { buildIfStale } from './build.ts'
import { runFromCommandLine } from './command-line.ts'
import { runHost } from './host.ts'
import { projectDir } from './project.ts'

// `npm run serve`: the browser host alone, from the sources.

await runFromCommandLine(async (options, messages) =>
  (await buildIfStale(projectDir, messages)) ? runHost(options, messages, false) : 1,
)
