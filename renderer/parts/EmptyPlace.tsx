import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './parts.module.css'

/**
 * An empty place says what belongs there and offers the action.
 * @param title what is not there
 * @param children what belongs there, in a sentence
 * @param action a button
 */
export function EmptyPlace({
  title,
  children,
  action,
}: {
  title: string
  children?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className={classes.empty}>
      <Text fw={600} c="var(--cs-ink)">
        {title}
      </Text>
      {children === undefined || children === null ? null : <Text>{children}</Text>}
      {action}
    </div>
  )
}
