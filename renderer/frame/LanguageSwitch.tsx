import { Button } from '@mantine/core'
import { IconLanguage } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useSession } from '../api/session.ts'
import { useTRPC } from '../api/trpc.ts'
import { currentLanguage, showLanguage } from '../i18n/i18n.ts'

/** Change the language at once; kept for the person signed in, and on this computer before that. */
export function useLanguageChoice() {
  useTranslation()
  const session = useSession()
  const keep = useMutation(useTRPC().session.setLanguage.mutationOptions())
  return {
    language: currentLanguage(),
    choose: (language: 'zh-CN' | 'en') => {
      showLanguage(language)
      if (session.token !== null) keep.mutate({ language })
    },
  }
}

/** A button that names the other language in that language. */
export function LanguageSwitch() {
  const { language, choose } = useLanguageChoice()
  const other = language === 'en' ? 'zh-CN' : 'en'
  return (
    <Button
      variant="subtle"
      color="gray"
      c="var(--cs-ink)"
      size="xs"
      lang={other}
      leftSection={<IconLanguage size={16} stroke={1.75} aria-hidden />}
      onClick={() => choose(other)}
    >
      {other === 'en' ? 'English' : '中文'}
    </Button>
  )
}
