import { Button, Group, SegmentedControl, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useSearch } from 'wouter'
import type { PrintView } from '../../electron/desk/print-views.ts'
import { useTRPC } from '../api/trpc.ts'
import { paths } from '../frame/places.ts'
import { LoadFailed } from '../parts/LoadFailed.tsx'
import { Loading } from '../parts/Loading.tsx'
import { CallListSheet } from './CallListSheet.tsx'
import { HandoverSheet } from './HandoverSheet.tsx'
import { IntakeRecordSheet } from './IntakeRecordSheet.tsx'
import { OpinionSheet } from './OpinionSheet.tsx'
import { OutcomeNoticeSheet } from './OutcomeNoticeSheet.tsx'
import type { PaperVoice } from './paper-text.ts'
import { usePaperVoice } from './paper-voice.ts'
import type { PaperSize } from './ResolutionSheet.tsx'
import { ResolutionSheet } from './ResolutionSheet.tsx'
import { SurveySheet } from './SurveySheet.tsx'
import { TrackingSheet } from './TrackingSheet.tsx'

const kinds = [
  'intake_record',
  'resolution',
  'outcome_notice',
  'handover',
  'call_list',
  'opinion',
  'survey',
  'tracking_sheet',
] as const

interface PrintPageProps {
  readonly kind: string
  readonly id: string
}

/** A paper alone on the page, as it leaves the printer; `?paper=a4|half&lang=zh-CN|en`. */
export default function PrintPage({ kind, id }: PrintPageProps) {
  const { t } = useTranslation('print')
  const known = kinds.find((each) => each === kind)
  if (known === undefined) return <Text p="md">{t('unknownPaper')}</Text>
  return <KnownPaper kind={known} id={id} />
}

function KnownPaper({ kind, id }: { readonly kind: PrintView['kind']; readonly id: string }) {
  const { t } = useTranslation('print')
  const trpc = useTRPC()
  const search = new URLSearchParams(useSearch())
  const [, navigate] = useLocation()
  const lang = search.get('lang') === 'en' ? 'en' : 'zh-CN'
  const size: PaperSize = kind === 'resolution' && search.get('paper') === 'half' ? 'half' : 'a4'
  const paper = useQuery({ ...trpc.prints.get.queryOptions({ kind, id }), gcTime: 0 })
  const policy = useQuery(trpc.policy.current.queryOptions())
  const voice = usePaperVoice(lang, paper.data?.store.timeZone ?? 'Asia/Shanghai')
  const ready = paper.data !== undefined && policy.data !== undefined
  usePrintReady(ready, size)

  if (paper.isError) return <LoadFailed error={paper.error} onRetry={() => void paper.refetch()} />
  if (policy.isError) return <LoadFailed error={policy.error} onRetry={() => void policy.refetch()} />
  if (paper.data === undefined || policy.data === undefined) return <Loading />
  const again = (change: { paper?: PaperSize; lang?: string }) =>
    navigate(paths.print(kind, id, { paper: size, lang, ...change }), { replace: true })
  return (
    <main className="paper-desk">
      <style>{pageRule(size, paper.data, voice)}</style>
      <Group className="paper-toolbar" component="section" aria-label={t('toolbar')}>
        <Button onClick={() => window.print()}>{t('print')}</Button>
        {kind === 'resolution' && (
          <SegmentedControl
            aria-label={t('paperSize')}
            value={size}
            onChange={(value) => again({ paper: value === 'half' ? 'half' : 'a4' })}
            data={[
              { value: 'a4', label: 'A4' },
              { value: 'half', label: t('half') },
            ]}
          />
        )}
        <SegmentedControl
          aria-label={t('paperLanguage')}
          value={lang}
          onChange={(value) => again({ lang: value })}
          data={[
            { value: 'zh-CN', label: '中文' },
            { value: 'en', label: 'English' },
          ]}
        />
      </Group>
      <Sheet paper={paper.data} size={size} voice={voice} executionDays={policy.data.clocks.executionDays} />
    </main>
  )
}

function Sheet({
  paper,
  size,
  voice,
  executionDays,
}: {
  readonly paper: PrintView
  readonly size: PaperSize
  readonly voice: PaperVoice
  readonly executionDays: number
}) {
  switch (paper.kind) {
    case 'intake_record':
      return <IntakeRecordSheet paper={paper} voice={voice} />
    case 'resolution':
      return <ResolutionSheet paper={paper} size={size} voice={voice} executionDays={executionDays} />
    case 'outcome_notice':
      return <OutcomeNoticeSheet paper={paper} voice={voice} />
    case 'call_list':
      return <CallListSheet paper={paper} voice={voice} />
    case 'opinion':
      return <OpinionSheet paper={paper} voice={voice} />
    case 'survey':
      return <SurveySheet paper={paper} voice={voice} />
    case 'tracking_sheet':
      return <TrackingSheet paper={paper} voice={voice} />
    case 'handover':
      return <HandoverSheet paper={paper} voice={voice} />
  }
}

/** Paper size, margins, and what stands in the margin of every page: number, pages, and that internal papers are. */
function pageRule(size: PaperSize, paper: PrintView, voice: PaperVoice): string {
  const { t } = voice
  const version = paper.kind === 'resolution' ? ` ${t('version', { version: paper.version })}` : ''
  const left = cssText(`${paper.number}${version}`)
  const right = cssText(marginMark(paper, voice))
  const font = 'font: 8pt "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif; color: #333'
  return `@page {
    size: ${size === 'half' ? 'A5 landscape' : 'A4'};
    margin: ${size === 'half' ? '10mm 12mm 13mm' : '16mm 16mm 18mm'};
    @bottom-left { content: ${left}; ${font} }
    @bottom-center { content: ${pageOfPages(voice)}; ${font} }
    @bottom-right { content: ${right}; ${font} }
  }`
}

/** Customers' papers carry the code of what was signed; a survey is nobody's secret; all others are internal. */
function marginMark(paper: PrintView, { t }: PaperVoice): string {
  if (paper.kind === 'resolution' || paper.kind === 'opinion') return paper.signature.checkCode
  return paper.kind === 'survey' ? '' : t('internal')
}

/** "Page 1 of 3" as CSS content: the sentence with the printer's own counters in it. */
function pageOfPages({ t }: PaperVoice): string {
  const counters: Readonly<Record<string, string>> = {
    '[page]': 'counter(page)',
    '[pages]': 'counter(pages)',
  }
  return t('page', { page: '[page]', pages: '[pages]' })
    .split(/(\[pages?\])/)
    .map((part) => counters[part] ?? cssText(part))
    .join(' ')
}

/** A CSS string; only what can stand in a number, a code or our own words gets through. */
function cssText(text: string): string {
  return `"${text.replaceAll(/[^\p{L}\p{N} .()/-]/gu, '')}"`
}

/** Tells Electron and the hidden frame that the paper is complete, fonts included. */
function usePrintReady(ready: boolean, size: PaperSize): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another size is laid out anew
  useEffect(() => {
    const root = document.documentElement
    if (!ready) return
    let current = true
    // No animation frame is waited for: a window that nobody sees may never get one.
    void document.fonts.ready.then(() => {
      if (current) root.dataset.printReady = 'true'
    })
    return () => {
      current = false
      delete root.dataset.printReady
    }
  }, [ready, size])
}
