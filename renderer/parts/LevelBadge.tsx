import { useTranslation } from 'react-i18next'
import type { Level } from '../../domain/vocabulary.ts'
import classes from './parts.module.css'

/**
 * The level as a badge: filled for major and channel, outline below (look.md).
 * @param short the short word for tables
 */
export function LevelBadge({ level, short = false }: { level: Level; short?: boolean }) {
  const { t } = useTranslation('words')
  return (
    <span
      className={classes.level}
      data-high={level >= 4 || undefined}
      title={short ? t(`level.${level}`) : undefined}
    >
      {t(`${short ? 'levelShort' : 'level'}.${level}`)}
    </span>
  )
}
