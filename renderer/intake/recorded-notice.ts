import { notifications } from '@mantine/notifications'
import i18next from 'i18next'

/** How long it stays, in milliseconds: read at a glance, and the record itself says the same. */
const staysMs = 3000

let last: string | null = null

/**
 * Say that something was recorded. One at a time: the newest takes the place of the one before.
 * @param message with the number of the complaint
 */
export function showRecorded(message: string): void {
  if (last !== null) notifications.hide(last)
  last = notifications.show({
    message,
    autoClose: staysMs,
    closeButtonProps: { 'aria-label': i18next.t('words:do.close') },
  })
}
