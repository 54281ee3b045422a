import { Button } from '@mantine/core'
import { useIntersection } from '@mantine/hooks'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'

/**
 * The end of a list that goes on: fetches the next page when it comes into sight, and by button.
 * @param more whether there is another page
 * @param loading whether it is being fetched
 */
export function MoreRows({ more, loading, onMore }: { more: boolean; loading: boolean; onMore: () => void }) {
  const { t } = useTranslation('words')
  const { ref, entry } = useIntersection({ rootMargin: '400px' })
  const inSight = entry?.isIntersecting ?? false
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once each time the end comes into sight or moves on
  useEffect(() => {
    if (inSight && more && !loading) onMore()
  }, [inSight, more, loading])
  if (!more) return null
  return (
    <div ref={ref}>
      <Button variant="subtle" fullWidth loading={loading} onClick={onMore}>
        {t('do.more')}
      </Button>
    </div>
  )
}
