import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { PrintView } from '../../electron/desk/print-views.ts'
import type { Problem } from '../api/command.ts'
import { problemOf } from '../api/command.ts'
import { fetchFile } from '../api/files.ts'
import { useTRPC } from '../api/trpc.ts'
import { paths } from '../frame/places.ts'
import type { PaperSize } from './ResolutionSheet.tsx'

/** How long a page may take to be ready for the printer, in milliseconds. */
const readyWithinMs = 15_000

/** Papers speak Chinese unless the print page is asked otherwise: that is what the customer reads. */
const paperLanguage = 'zh-CN'

/**
 * Print a paper: the browser's print dialog, or the PDF where the desk runs in Electron.
 * @returns `print(kind, id, size, name)`, the name for a file that is saved, and what went wrong with the last try
 */
export function usePrint() {
  const status = useQuery(useTRPC().desk.status.queryOptions())
  const [problem, setProblem] = useState<Problem | null>(null)

  async function print(kind: PrintView['kind'], id: string, size: PaperSize, name: string): Promise<void> {
    setProblem(null)
    try {
      if (status.data?.shell === 'electron') await savePdf(kind, id, size, name)
      else await printInFrame(paths.print(kind, id, { paper: size, lang: paperLanguage }))
    } catch (thrown) {
      setProblem(problemOf(thrown))
    }
  }

  return { print, problem }
}

async function savePdf(kind: PrintView['kind'], id: string, size: PaperSize, name: string): Promise<void> {
  const search = new URLSearchParams({ kind, id, paper: size, lang: paperLanguage })
  const url = URL.createObjectURL(await fetchFile(`/print.pdf?${search}`))
  const link = document.createElement('a')
  link.href = url
  link.download = `${name}.pdf`
  link.click()
  URL.revokeObjectURL(url)
}

/** The print page in a frame that nobody sees: the page at work stays as it is behind the print dialog. */
async function printInFrame(path: string): Promise<void> {
  document.querySelector('iframe[data-printing]')?.remove()
  const frame = document.createElement('iframe')
  frame.dataset.printing = ''
  frame.setAttribute('aria-hidden', 'true')
  frame.tabIndex = -1
  // Laid out at the width of a page; a frame of display:none is not laid out at all.
  frame.style.cssText = 'position:fixed;inset-inline-start:-10000px;width:1000px;height:1400px;border:0'
  // The query makes it another address than this page's: a page may not hold itself in a frame.
  frame.src = `${window.location.pathname}?print#${path}`
  document.body.append(frame)
  try {
    await untilReady(frame)
  } catch (thrown) {
    frame.remove()
    throw thrown
  }
  frame.contentWindow?.addEventListener('afterprint', () => frame.remove())
  frame.contentWindow?.print()
}

function untilReady(frame: HTMLIFrameElement): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the paper did not become ready')), readyWithinMs)
    frame.addEventListener('load', () => {
      const root = frame.contentDocument?.documentElement
      if (root === undefined) return
      const ready = () => {
        if (root.dataset.printReady !== 'true') return
        observer.disconnect()
        clearTimeout(timer)
        resolve()
      }
      const observer = new MutationObserver(ready)
      observer.observe(root, { attributes: true, attributeFilter: ['data-print-ready'] })
      ready()
    })
  })
}
