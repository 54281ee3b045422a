import { Badge } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Level } from '../../domain/vocabulary.ts'
import classes from './parts.module.css'

/**
 * The level as a badge: filled for major and channel, outline below (look.md).
 * @param short the two-character word for tables
 */
export function LevelBadge({ level, short = false }: { level: Level; short?: boolean }) {
  const { t } = useTranslation('words')
  return (
    <Badge
      className={classes.level}
      data-grade={level >= 4 ? 'high' : 'low'}
      variant={level >= 4 ? 'filled' : 'outline'}
      radius="sm"
      size="lg"
      title={short ? t(`level.${level}`) : undefined}
    >
      {t(`${short ? 'levelShort' : 'level'}.${level}`)}
    </Badge>
  )
}
