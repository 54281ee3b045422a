import { useElementSize } from '@mantine/hooks'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { isEnded } from '../../../domain/vocabulary.ts'
import type { ComplaintView } from '../../../electron/desk/views.ts'
import { useFormat } from '../../i18n/format.ts'
import { useNow } from '../../parts/now.ts'
import { ClockBar } from './ClockBar.tsx'
import { LevelSteps } from './LevelSteps.tsx'
import { TimelineTable } from './TimelineTable.tsx'
import { timeScale } from './time-scale.ts'
import classes from './timeline.module.css'

const clockHeight = 40
const axisHeight = 24
const stepsHeight = 104
/** Room for half a label at both ends. */
const edge = 18

/** From the beginning to whatever comes last of what happened, what is due and now. */
function spanOf(complaint: ComplaintView, now: number): { from: number; to: number } {
  const instants = [
    complaint.receivedAt,
    ...complaint.clocks.flatMap((clock) => [clock.startedAt, clock.dueAt, clock.stoppedAt]),
    ...complaint.levelSteps.map((step) => step.at),
    ...complaint.holds.map((hold) => hold.from),
  ].flatMap((instant) => (instant === null ? [] : [Date.parse(instant)]))
  const from = Math.min(...instants)
  const to = Math.max(...instants, isEnded(complaint.state) ? 0 : now)
  return { from, to: to + (to - from) * 0.02 }
}

/**
 * The picture of a complaint's time: each clock from its start to its end, the late part red, holds hatched, the level as
 * steps below, and now. The same stands in a table for whoever does not see it.
 */
export function Timeline({ complaint }: { readonly complaint: ComplaintView }) {
  const { t } = useTranslation('timeline')
  const format = useFormat()
  const now = useNow()
  const hatch = useId()
  const { ref, width } = useElementSize()
  const { from, to } = spanOf(complaint, now)
  const inner = Math.max(width - 2 * edge, 200)
  const scale = timeScale(from, to, inner, format)
  const ended = isEnded(complaint.state)
  const bars = axisHeight + complaint.clocks.length * clockHeight
  const height = bars + stepsHeight
  const nowAt = scale.x(now)
  return (
    <section className={classes.timeline} aria-label={t('title')}>
      <div ref={ref} className={classes.picture}>
        {width > 0 ? (
          <svg width={width} height={height} aria-hidden>
            <defs>
              <pattern
                id={hatch}
                width="6"
                height="6"
                patternUnits="userSpaceOnUse"
                patternTransform="rotate(45)"
              >
                <rect width="6" height="6" className={classes.hatchGround} />
                <rect width="2" height="6" className={classes.hatchLine} />
              </pattern>
            </defs>
            <g transform={`translate(${edge} 0)`}>
              {scale.marks.map((mark) => (
                <g key={mark.at} transform={`translate(${scale.x(mark.at)} 0)`}>
                  <line y1={axisHeight - 4} y2={height - 20} className={classes.mark} />
                  <text y={12} className={classes.markLabel}>
                    {mark.label}
                  </text>
                </g>
              ))}
              {ended ? null : (
                <g transform={`translate(${nowAt} 0)`}>
                  <line y1={axisHeight - 4} y2={height - 18} className={classes.now} />
                  <text
                    y={height - 4}
                    className={classes.nowLabel}
                    textAnchor={nowAt < 40 ? 'start' : nowAt > inner - 40 ? 'end' : 'middle'}
                  >
                    {t('now', { at: format.short(new Date(now).toISOString(), now) })}
                  </text>
                </g>
              )}
              {complaint.clocks.map((clock, index) => (
                <g
                  key={`${clock.kind}${clock.startedAt}`}
                  transform={`translate(0 ${axisHeight + index * clockHeight})`}
                >
                  <ClockBar clock={clock} holds={complaint.holds} scale={scale} width={inner} hatch={hatch} />
                </g>
              ))}
              <g transform={`translate(0 ${bars})`}>
                <LevelSteps
                  steps={complaint.levelSteps}
                  scale={scale}
                  until={ended ? complaint.endedAt : null}
                />
              </g>
            </g>
          </svg>
        ) : null}
      </div>
      <p className={classes.legend} aria-hidden>
        <span data-kind="elapsed">{t('legend.elapsed')}</span>
        <span data-kind="left">{t('legend.left')}</span>
        <span data-kind="late">{t('legend.late')}</span>
        {complaint.holds.length > 0 ? <span data-kind="hold">{t('legend.hold')}</span> : null}
      </p>
      <TimelineTable complaint={complaint} />
    </section>
  )
}
