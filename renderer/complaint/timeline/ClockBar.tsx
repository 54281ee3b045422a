import { useTranslation } from 'react-i18next'
import type { ClockKind } from '../../../domain/clocks.ts'
import type { ComplaintView } from '../../../electron/desk/views.ts'
import { useFormat } from '../../i18n/format.ts'
import { useNow } from '../../parts/now.ts'
import type { TimeScale } from './time-scale.ts'
import classes from './timeline.module.css'
import { useClockWords } from './timeline-words.ts'

type ClockView = ComplaintView['clocks'][number]

/** Clocks that a hold for the customer's part does not stop (process section 6). */
const neverHeld: readonly ClockKind[] = ['accept', 'first_contact', 'progress_word', 'official_sheet']

const barTop = 22
const barHeight = 10
/** So that a clock of an hour is still seen beside one of a month. */
const thinnest = 3

/** One clock: its name and how it stands in words, and below the bar from its start to its end. */
export function ClockBar({
  clock,
  holds,
  scale,
  width,
  hatch,
}: {
  readonly clock: ClockView
  readonly holds: ComplaintView['holds']
  readonly scale: TimeScale
  /** Of the whole line, px. */
  readonly width: number
  /** Id of the pattern of held stretches. */
  readonly hatch: string
}) {
  const { t } = useTranslation(['timeline', 'words'])
  const words = useClockWords()
  const format = useFormat()
  const now = useNow()
  const start = Date.parse(clock.startedAt)
  const due = Date.parse(clock.dueAt)
  const end = clock.stoppedAt === null ? now : Date.parse(clock.stoppedAt)
  const span = (a: number, b: number) => {
    const x = scale.x(a)
    return { x, width: Math.max(scale.x(b) - x, 0) }
  }
  const whole = span(start, due)
  const elapsed = span(start, Math.min(end, due))
  const late = span(due, end)
  // The name stands over the bar, and is pushed back where it would run out of the picture.
  const name = t(`words:clock.${clock.kind}`)
  const said = words.standing(clock)
  const room = (name.length + said.length) * (format.language === 'en' ? 6.5 : 11) + 24
  const nameAt = Math.max(0, Math.min(whole.x, width - room))
  return (
    <g>
      <title>{words.sentence(clock)}</title>
      <text x={nameAt} y={15} className={classes.name}>
        {name}
        <tspan dx={8} className={classes.standing} data-status={clock.status}>
          {said}
        </tspan>
      </text>
      <rect
        {...whole}
        width={Math.max(whole.width, thinnest)}
        y={barTop}
        height={barHeight}
        className={classes.whole}
      />
      <rect
        {...elapsed}
        width={Math.max(elapsed.width, end > start ? thinnest : 0)}
        y={barTop}
        height={barHeight}
        className={classes.elapsed}
        data-stopped={clock.stoppedAt !== null || undefined}
      />
      {neverHeld.includes(clock.kind)
        ? null
        : holds
            .map((hold) => ({
              reason: hold.reason,
              from: Math.max(Date.parse(hold.from), start),
              to: Math.min(Date.parse(hold.to), Math.max(due, end)),
            }))
            .filter((hold) => hold.to > hold.from)
            .map((hold) => (
              <rect
                key={hold.from}
                {...span(hold.from, hold.to)}
                y={barTop}
                height={barHeight}
                fill={`url(#${hatch})`}
              >
                <title>{t('heldFor', { reason: hold.reason })}</title>
              </rect>
            ))}
      {end > due ? (
        <rect
          {...late}
          width={Math.max(late.width, thinnest)}
          y={barTop}
          height={barHeight}
          className={classes.late}
        />
      ) : null}
      <line
        x1={whole.x + whole.width}
        x2={whole.x + whole.width}
        y1={barTop - 3}
        y2={barTop + barHeight + 3}
        className={classes.due}
        data-provisional={clock.provisional || undefined}
      />
      {clock.stoppedAt === null ? null : (
        <circle cx={scale.x(end)} cy={barTop + barHeight / 2} r={4} className={classes.stop} />
      )}
    </g>
  )
}
