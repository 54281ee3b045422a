import { Button, Modal } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useMe } from '../api/me.tsx'
import { beginSession, endSession } from '../api/session.ts'
import { useTRPC } from '../api/trpc.ts'
import { SignInForm } from './SignInForm.tsx'

/**
 * The session ended while somebody was at work: their PIN is asked for over the desk, which keeps what was typed. If it
 * is somebody else, the window begins anew, so that nobody sends another person's words under their own name.
 */
export function SignInAgain() {
  const { t } = useTranslation('sign-in')
  const me = useMe()
  const queryClient = useQueryClient()
  const people = useQuery(useTRPC().desk.people.queryOptions())
  return (
    <Modal
      opened
      onClose={() => {}}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={t('again.title')}
    >
      {t('again.text', { name: me.staff.name })}
      <SignInForm
        staffNumber={me.staff.number}
        people={people.data ?? []}
        onDone={(session) => {
          beginSession(session.token)
          if (session.staff.id === me.staff.id) void queryClient.invalidateQueries()
          else window.location.reload()
        }}
      />
      <Button
        mt="xs"
        fullWidth
        variant="subtle"
        onClick={() => {
          queryClient.clear()
          endSession()
        }}
      >
        {t('again.leave')}
      </Button>
    </Modal>
  )
}
