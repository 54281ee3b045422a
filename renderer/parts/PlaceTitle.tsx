import { Title } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { titlePlace } from './window-title.ts'

/**
 * The one h1 of a place. Names the window and takes the focus when the place opens, unless a field of the place has it
 * already (`autoFocus`).
 * @param title plain text for the window's title
 * @param children shown instead of the plain title
 */
export function PlaceTitle({ title, children }: { title: string; children?: ReactNode }) {
  const { t } = useTranslation('words')
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    titlePlace(`${title} · ${t('appName')}`)
  }, [title, t])
  useEffect(() => {
    const main = heading.current?.closest('main')
    if (main?.contains(document.activeElement) && document.activeElement !== main) return
    heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <Title order={1} ref={heading} tabIndex={-1}>
      {children ?? title}
    </Title>
  )
}
