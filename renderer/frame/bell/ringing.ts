import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { NoticesView } from '../../../electron/desk/views.ts'
import { titleUnseen } from '../../parts/window-title.ts'
import { type BellChoices, takeUntold } from './bell-choices.ts'
import { type Notice, useNoticeWords } from './notice-words.ts'
import { useMyTurnToRing } from './only-window.ts'
import { ring } from './sound.ts'

/** So many new notices at once are told one by one; more are told as a number. */
const mostAtOnce = 3

/** Whether this computer can show notices outside of the page. */
export function canShowOnDesktop(): boolean {
  return 'Notification' in window
}

/**
 * Shows the number of new notices in the window's title and, where the system has it, on the program's icon.
 * @param unseen how many are new
 */
export function useBadge(unseen: number): void {
  useEffect(() => {
    titleUnseen(unseen)
    if (!('setAppBadge' in navigator)) return
    navigator.setAppBadge(unseen).catch((error: unknown) => {
      // The number stands in the page anyway.
      console.info('this system shows no badge', error)
    })
  }, [unseen])
  useEffect(() => () => titleUnseen(0), [])
}

/**
 * Rings for what is new: once per notice in all windows of this person, inside the window of the policy only. What
 * arrives outside of it rings at the next opening.
 * @param view the person's notices
 * @param staffId who is signed in
 * @param choices how they want to be told
 * @param onOpen what a press on a desktop notice does
 */
export function useRinging(
  view: NoticesView | undefined,
  staffId: string,
  choices: BellChoices,
  onOpen: (notice: Notice) => void,
): void {
  const { t } = useTranslation('frame')
  const words = useNoticeWords()
  const myTurn = useMyTurnToRing(staffId)
  const latest = useRef({ t, words, choices, onOpen })
  latest.current = { t, words, choices, onOpen }
  useEffect(() => {
    if (view === undefined || !view.mayRing || !myTurn) return
    const unseen = view.notices.filter((notice) => !notice.seen)
    const untold = takeUntold(
      staffId,
      unseen.map((notice) => notice.id),
    )
    if (untold.length === 0) return
    const now = latest.current
    if (now.choices.sound) ring()
    if (!now.choices.desktop || !canShowOnDesktop() || Notification.permission !== 'granted') return
    const fresh = unseen.filter((notice) => untold.includes(notice.id))
    if (fresh.length > mostAtOnce) {
      const shown = new Notification(now.t('bell.several', { count: fresh.length }), {
        tag: 'countersign.several',
        silent: true,
      })
      shown.onclick = () => window.focus()
      return
    }
    for (const notice of fresh) {
      const { what, when } = now.words(notice)
      const shown = new Notification(`${notice.number} ${what}`.trim(), {
        body: when,
        tag: notice.id,
        silent: true,
      })
      shown.onclick = () => {
        window.focus()
        latest.current.onOpen(notice)
        shown.close()
      }
    }
  }, [view, staffId, myTurn])
}
