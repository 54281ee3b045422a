import { startLanguage } from './language.ts'
import { type StartMessages, startMessages, usageSentence } from './messages.ts'
import { parseOptions, type StartOptions, UsageError } from './options.ts'

/**
 * Runs one of the program's starts with the options of its command line and exits with the status that it gives.
 * A command line that cannot be used ends with a sentence and status 2, `--help` with the usage and 0.
 */
export async function runFromCommandLine(
  run: (options: StartOptions, messages: StartMessages) => Promise<number>,
): Promise<void> {
  const messages = startMessages(startLanguage(process.env))
  try {
    const options = parseOptions(process.argv.slice(2))
    if (options.help) process.stdout.write(messages.usage)
    else process.exitCode = await run(options, messages)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    process.stderr.write(`${usageSentence(error, messages)}\n`)
    process.exitCode = 2
  }
}
