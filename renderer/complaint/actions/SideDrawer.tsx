import { Drawer } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './actions.module.css'

interface SideDrawerProps {
  readonly title: string
  readonly wide?: boolean | undefined
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A drawer at the right, so that the facts at the left stay readable. Esc closes it, a click beside it does not. */
export function SideDrawer({ title, wide = false, onClose, children }: SideDrawerProps) {
  const { t } = useTranslation()
  return (
    <Drawer.Root
      opened
      onClose={onClose}
      position="right"
      size={wide ? 880 : 540}
      transitionProps={{ duration: 120 }}
      closeOnClickOutside={false}
    >
      <Drawer.Overlay />
      <Drawer.Content>
        {/* Not Drawer.Header: its <header> would be a second banner of the page. */}
        <div className={classes.head}>
          <Drawer.Title>{title}</Drawer.Title>
          <Drawer.CloseButton aria-label={t('words:do.close')} />
        </div>
        <Drawer.Body>{children}</Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  )
}
