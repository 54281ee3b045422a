import { Button } from '@mantine/core'
import { useIntersection } from '@mantine/hooks'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'

/** A list that is read page by page, as far as asking for its next page goes. */
export interface PagedList {
  readonly hasNextPage: boolean
  readonly isFetching: boolean
  readonly isFetchingNextPage: boolean
  readonly fetchNextPage: () => Promise<unknown>
}

/**
 * Ask for the next page, unless the list is being read already: a page fetched in the middle of a reading anew would cut
 * that short, and what changed would stay unseen. Once it has been read, the end in sight asks again.
 * @param list the list
 */
export function askForMore(list: PagedList): void {
  if (list.hasNextPage && !list.isFetching) void list.fetchNextPage()
}

/**
 * The end of a list that goes on: fetches the next page when it comes into sight, and by button.
 * @param list the list
 */
export function MoreRows({ list }: { list: PagedList }) {
  const { t } = useTranslation('words')
  const { ref, entry } = useIntersection({ rootMargin: '400px' })
  const inSight = entry?.isIntersecting ?? false
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once each time the end comes into sight or a reading ends
  useEffect(() => {
    if (inSight) askForMore(list)
  }, [inSight, list.hasNextPage, list.isFetching])
  if (!list.hasNextPage) return null
  return (
    <div ref={ref}>
      <Button variant="subtle" fullWidth loading={list.isFetchingNextPage} onClick={() => askForMore(list)}>
        {t('do.more')}
      </Button>
    </div>
  )
}
