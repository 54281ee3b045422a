import { Button, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../i18n/format.ts'

interface RestoredDraftProps {
  /** When the draft was kept, ISO 8601 UTC. */
  readonly at: string
  readonly onDiscard: () => void
}

/** What was typed earlier stands in the form again; it can be thrown away. */
export function RestoredDraft({ at, onDiscard }: RestoredDraftProps) {
  const { t } = useTranslation('intake')
  const format = useFormat()
  return (
    <Text size="xs" c="dimmed">
      {t('draft.restored', { at: format.short(at) })}{' '}
      <Button variant="subtle" size="compact-xs" onClick={onDiscard}>
        {t('draft.discard')}
      </Button>
    </Text>
  )
}
