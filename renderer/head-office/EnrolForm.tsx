import { Button, TextInput, Title } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { problemOf } from '../api/command.ts'
import { useTRPC } from '../api/trpc.ts'
import { focusFirstError } from '../parts/focus-first-error.ts'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import classes from './head-office.module.css'

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}

/** The manager enters head office's address and the one-time code; done once per store. */
export function EnrolForm() {
  const { t } = useTranslation('head-office')
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const form = useForm({
    initialValues: { url: '', code: '' },
    validate: {
      url: (value) => (isWebAddress(value.trim()) ? null : t('enrol.urlWrong')),
      code: (value) => (value.trim() === '' ? t('enrol.codeWrong') : null),
    },
  })
  const enrol = useMutation({
    ...trpc.headOffice.enrol.mutationOptions(),
    onSuccess: (view) => queryClient.setQueryData(trpc.headOffice.status.queryKey(), view),
  })
  const send = form.onSubmit(
    (values) => enrol.mutate({ url: values.url.trim(), code: values.code.trim() }),
    focusFirstError(form),
  )
  return (
    <section className={classes.section}>
      <Title order={2}>{t('enrol.title')}</Title>
      <form className={classes.form} onSubmit={send} noValidate>
        <TextInput
          label={t('enrol.url')}
          description={t('enrol.urlHint')}
          type="url"
          maxLength={300}
          {...form.getInputProps('url')}
        />
        <TextInput
          label={t('enrol.code')}
          description={t('enrol.codeHint')}
          autoComplete="off"
          spellCheck={false}
          maxLength={120}
          {...form.getInputProps('code')}
        />
        <ProblemNotice problem={problemOf(enrol.error)} onSendAgain={send} />
        <Button type="submit" loading={enrol.isPending}>
          {t('enrol.send')}
        </Button>
      </form>
    </section>
  )
}
