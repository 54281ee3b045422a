import { useTranslation } from 'react-i18next'
import type { ComplaintView } from '../../../electron/desk/views.ts'
import { useFormat } from '../../i18n/format.ts'
import { useNow } from '../../parts/now.ts'
import type { TimeScale } from './time-scale.ts'
import classes from './timeline.module.css'

const top = 22
const rise = 14
const yOf = (level: number) => top + (5 - level) * rise
/** Pixels that the word of a level needs. */
const wordRoom = 36

/** The level over time: up a step where it rose, down where it was lowered; the words say to what. */
export function LevelSteps({
  steps,
  scale,
  until,
}: {
  readonly steps: ComplaintView['levelSteps']
  readonly scale: TimeScale
  /** When the complaint ended; null while it is open. */
  readonly until: string | null
}) {
  const { t } = useTranslation(['timeline', 'words', 'complaint'])
  const format = useFormat()
  const now = useNow()
  const end = scale.x(until === null ? now : Date.parse(until))
  const points = steps.map((step) => ({ ...step, x: scale.x(Date.parse(step.at)), y: yOf(step.level) }))
  const path = points
    .map(({ x, y }, index) => (index === 0 ? `M${x} ${y}` : `H${x} V${y}`))
    .concat(`H${Math.max(end, points.at(-1)?.x ?? 0)}`)
    .join(' ')
  return (
    <g>
      <text y={12} className={classes.name}>
        {t('words:levelLabel')}
      </text>
      <path d={path} className={classes.steps} />
      {points.map((point, index) => {
        const next = points[index + 1]
        const shown = next === undefined || next.x - point.x >= wordRoom
        return (
          <g key={`${point.at}${point.level}`}>
            <title>
              {[
                t(`words:level.${point.level}`),
                t(`complaint:levelRule.${point.rule}`),
                t('fellDue', { at: format.dateTime(point.at) }),
                point.recordedAt === point.at ? '' : t('recorded', { at: format.dateTime(point.recordedAt) }),
              ]
                .filter((part) => part !== '')
                .join(t('separator'))}
            </title>
            <circle cx={point.x} cy={point.y} r={4} className={classes.step} />
            {shown ? (
              <text
                x={Math.min(point.x + 8, scale.x(scale.to) - wordRoom)}
                y={point.y - 5}
                className={classes.stepWord}
              >
                {t(`words:levelShort.${point.level}`)}
              </text>
            ) : null}
          </g>
        )
      })}
    </g>
  )
}
