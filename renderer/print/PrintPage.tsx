import { Button, Group, SegmentedControl, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useSearch } from 'wouter'
import type { Policy } from '../../domain/policy.ts'
import type { PrintView } from '../../electron/desk/print-views.ts'
import { useTRPC } from '../api/trpc.ts'
import { paths } from '../frame/places.ts'
import { LoadFailed } from '../parts/LoadFailed.tsx'
import { Loading } from '../parts/Loading.tsx'
import { AuthorisationSheet } from './AuthorisationSheet.tsx'
import { CallListSheet } from './CallListSheet.tsx'
import { CustodyReceiptSheet } from './CustodyReceiptSheet.tsx'
import { HandoverSheet } from './HandoverSheet.tsx'
import { IntakeRecordSheet } from './IntakeRecordSheet.tsx'
import { OpinionSheet } from './OpinionSheet.tsx'
import { OutcomeNoticeSheet } from './OutcomeNoticeSheet.tsx'
import type { PaperVoice } from './paper-text.ts'
import { usePaperVoice } from './paper-voice.ts'
import type { PaperSize } from './ResolutionSheet.tsx'
import { ResolutionSheet } from './ResolutionSheet.tsx'
import { ShelfLabel } from './ShelfLabel.tsx'
import { SlipSheet } from './SlipSheet.tsx'
import { SurveySheet } from './SurveySheet.tsx'
import { TrackingSheet } from './TrackingSheet.tsx'

const kinds = [
  'intake_record',
  'resolution',
  'outcome_notice',
  'slip',
  'custody_receipt',
  'custody_label',
  'authorisation',
  'handover',
  'call_list',
  'opinion',
  'survey',
  'tracking_sheet',
] as const satisfies readonly PrintView['kind'][]

/** A4, half of it, or a label of 60 × 40 mm. */
type PageSize = PaperSize | 'label'

/** Only the resolution is had in two sizes; of the others each has its own. */
function pageSize(kind: PrintView['kind'], asked: string | null): PageSize {
  if (kind === 'custody_label') return 'label'
  if (kind === 'custody_receipt') return 'half'
  return kind === 'resolution' && asked === 'half' ? 'half' : 'a4'
}

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
  const size = pageSize(kind, search.get('paper'))
  const paper = useQuery({ ...trpc.prints.get.queryOptions({ kind, id }), gcTime: 0 })
  const policy = useQuery(trpc.policy.current.queryOptions())
  const voice = usePaperVoice(lang, paper.data?.store.timeZone ?? 'Asia/Shanghai')
  const ready = paper.data !== undefined && policy.data !== undefined
  usePrintReady(ready, size)

  if (paper.isError) return <LoadFailed error={paper.error} onRetry={() => void paper.refetch()} />
  if (policy.isError) return <LoadFailed error={policy.error} onRetry={() => void policy.refetch()} />
  if (paper.data === undefined || policy.data === undefined) return <Loading />
  const again = (change: { paper?: PaperSize; lang?: string }) =>
    navigate(paths.print(kind, id, { paper: size === 'half' ? 'half' : 'a4', lang, ...change }), {
      replace: true,
    })
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
      <Sheet paper={paper.data} size={size === 'half' ? 'half' : 'a4'} voice={voice} policy={policy.data} />
    </main>
  )
}

function Sheet({
  paper,
  size,
  voice,
  policy,
}: {
  readonly paper: PrintView
  readonly size: PaperSize
  readonly voice: PaperVoice
  readonly policy: Policy
}) {
  switch (paper.kind) {
    case 'intake_record':
      return <IntakeRecordSheet paper={paper} voice={voice} />
    case 'resolution':
      return (
        <ResolutionSheet
          paper={paper}
          size={size}
          voice={voice}
          executionDays={policy.clocks.executionDays}
        />
      )
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
    case 'slip':
      return <SlipSheet paper={paper} voice={voice} />
    case 'custody_receipt':
      return <CustodyReceiptSheet paper={paper} voice={voice} />
    case 'custody_label':
      return <ShelfLabel paper={paper} voice={voice} />
    case 'authorisation':
      return <AuthorisationSheet paper={paper} voice={voice} families={policy.families} />
  }
}

/** Paper size, margins, and what stands in the margin of every page: number, pages, and that internal papers are. */
function pageRule(size: PageSize, paper: PrintView, voice: PaperVoice): string {
  if (size === 'label') return '@page { size: 60mm 40mm; margin: 0; }'
  const { t } = voice
  const { left, right } = marginWords(paper, voice)
  const font = 'font: 8pt "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif; color: #333'
  const rule = `@page {
    size: ${size === 'half' ? 'A5 landscape' : 'A4'};
    margin: ${size === 'half' ? '10mm 12mm 13mm' : '16mm 16mm 18mm'};
    @bottom-left { content: ${cssText(left)}; ${font} }
    @bottom-center { content: ${pageOfPages(voice)}; ${font} }
    @bottom-right { content: ${cssText(right)}; ${font} }
  }`
  if (paper.kind !== 'slip') return rule
  // The pages of one copy are no pages of the other.
  const copy = (of: string) => `@bottom-center { content: ${cssText(t(`slip.copy.${of}`))}; ${font} }`
  return `${rule} @page { ${copy('store')} } @page customer { ${copy('customer')} }`
}

function marginWords(paper: PrintView, { t }: PaperVoice): { left: string; right: string } {
  const { number } = paper
  switch (paper.kind) {
    case 'resolution':
      return {
        left: `${number} ${t('version', { version: paper.version })}`,
        right: paper.signature.checkCode,
      }
    case 'opinion':
      return { left: number, right: paper.signature.checkCode }
    case 'survey':
      return { left: number, right: '' }
    case 'slip':
      return { left: number, right: paper.plan.checkCode ?? '' }
    case 'custody_receipt':
    case 'custody_label':
      return { left: number, right: '' }
    default:
      return { left: number, right: t('internal') }
  }
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
function usePrintReady(ready: boolean, size: PageSize): void {
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
