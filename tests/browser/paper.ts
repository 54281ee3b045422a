import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'

const kept = path.resolve(import.meta.dirname, '..', '.out', 'papers')

/** What leaves the printer. */
export interface Printed {
  readonly pages: number
  /** All words of it without spaces and line breaks. */
  readonly text: string
}

function run(command: string, args: string[], input?: Buffer): string | null {
  const done = spawnSync(command, args, { input, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  if (done.error !== undefined) return null
  if (done.status !== 0) throw new Error(`${command} ended with ${done.status}: ${done.stderr}`)
  return done.stdout
}

/**
 * Prints the page to a PDF, keeps it under tests/.out/papers to be looked at, and reads it back. A machine without a PDF
 * reader is told what stands on the page in its printed form instead.
 * @param page the page
 * @param name of the file that is kept
 */
export async function printed(page: Page, name: string): Promise<Printed> {
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true })
  mkdirSync(kept, { recursive: true })
  writeFileSync(path.join(kept, `${name}.pdf`), pdf)
  const text = run('pdftotext', ['-', '-'], pdf) ?? (await textInPrint(page))
  const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0
  return { pages, text: text.replaceAll(/\s/g, '') }
}

async function textInPrint(page: Page): Promise<string> {
  await page.emulateMedia({ media: 'print' })
  const text = await page.locator('body').innerText()
  await page.emulateMedia({ media: null })
  return text
}

/**
 * Does anything stick out of the paper sideways?
 * @param page a print page
 * @returns what does, in its own words
 */
export async function outOfPaper(page: Page): Promise<string[]> {
  await page.emulateMedia({ media: 'print' })
  const found = await page.getByRole('article').evaluateAll((papers) =>
    papers.flatMap((paper) => {
      const edge = paper.getBoundingClientRect()
      return [...paper.querySelectorAll('*')]
        .filter((element) => {
          const box = element.getBoundingClientRect()
          return box.width > 0 && (box.right > edge.right + 1 || box.left < edge.left - 1)
        })
        .map((element) => element.textContent?.slice(0, 40) ?? '')
    }),
  )
  await page.emulateMedia({ media: null })
  return found
}
