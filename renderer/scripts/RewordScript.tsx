import { Button, Fieldset, Stack, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { scriptBodySchema } from '../../domain/scripts.ts'
import { requiredText, textLimits } from '../../domain/text.ts'
import type { ScriptView } from '../../electron/desk/script-views.ts'
import { useCommand } from '../api/command.ts'
import { useTRPCClient } from '../api/trpc.ts'
import actions from '../complaint/actions/actions.module.css'
import { SideDrawer } from '../complaint/actions/SideDrawer.tsx'
import { focusFirstError, useFieldErrors } from '../intake/field-errors.ts'
import { showRecorded } from '../intake/recorded-notice.ts'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { Wording } from './ScriptFor.tsx'
import classes from './scripts.module.css'

const formSchema = scriptBodySchema.extend({ reason: requiredText(textLimits.line) })
type Values = z.input<typeof formSchema>

const emptyPair = { 'zh-CN': { not: '', instead: '' }, en: { not: '', instead: '' } }

/** A script in both languages, with the default one beside it. */
export function RewordScript({
  script,
  onClose,
}: {
  readonly script: ScriptView
  readonly onClose: () => void
}) {
  const { t } = useTranslation(['scripts', 'words'])
  const desk = useTRPCClient()
  const fieldErrors = useFieldErrors()
  const element = useRef<HTMLFormElement>(null)
  const form = useForm<Values>({ initialValues: { text: script.text, avoid: script.avoid, reason: '' } })
  const done = (after: ScriptView) => {
    showRecorded(t('form.done', { version: after.version }))
    onClose()
  }
  const change = useCommand(desk.scripts.change.mutate, { onDone: done })
  const restore = useCommand(desk.scripts.restore.mutate, { onDone: done })
  const seen = { code: script.code, seenVersion: script.version }

  function checked<S extends z.ZodType>(schema: S): z.output<S> | null {
    const parsed = schema.safeParse(form.getValues())
    form.setErrors(parsed.success ? {} : fieldErrors(parsed.error))
    if (parsed.success) return parsed.data
    focusFirstError(element.current)
    return null
  }

  function save(): void {
    const values = checked(formSchema)
    if (values === null || change.pending) return
    const { reason, ...body } = values
    void change.run({ ...seen, body, reason })
  }

  function takeDefault(): void {
    const values = checked(formSchema.pick({ reason: true }))
    if (values !== null && !restore.pending) void restore.run({ ...seen, reason: values.reason })
  }

  return (
    <SideDrawer title={`${t('form.title')} · ${script.text['zh-CN'].title}`} wide onClose={onClose}>
      <form
        ref={element}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <Stack gap="sm">
          <TextInput label={t('form.titleZh')} data-autofocus {...form.getInputProps('text.zh-CN.title')} />
          <Textarea label={t('form.sayZh')} autosize minRows={3} {...form.getInputProps('text.zh-CN.say')} />
          <TextInput label={t('form.titleEn')} {...form.getInputProps('text.en.title')} />
          <Textarea label={t('form.sayEn')} autosize minRows={3} {...form.getInputProps('text.en.say')} />
          {form.values.avoid.map((_, index) => {
            const at = `avoid.${index}`
            return (
              <Fieldset key={at} legend={`${t('form.avoid')} ${index + 1}`}>
                <div className={classes.pair}>
                  <TextInput label={t('form.notZh')} {...form.getInputProps(`${at}.zh-CN.not`)} />
                  <TextInput label={t('form.insteadZh')} {...form.getInputProps(`${at}.zh-CN.instead`)} />
                  <TextInput label={t('form.notEn')} {...form.getInputProps(`${at}.en.not`)} />
                  <TextInput label={t('form.insteadEn')} {...form.getInputProps(`${at}.en.instead`)} />
                </div>
                <Button
                  mt="xs"
                  size="xs"
                  variant="default"
                  onClick={() => form.removeListItem('avoid', index)}
                >
                  {t('form.removePair')}
                </Button>
              </Fieldset>
            )
          })}
          <div>
            <Button size="xs" variant="default" onClick={() => form.insertListItem('avoid', emptyPair)}>
              {t('form.addPair')}
            </Button>
          </div>
          {script.isDefault ? null : (
            <section className={actions.aside} aria-label={t('defaultText')}>
              <strong>{t('defaultText')}</strong>
              <Wording script={{ kind: script.kind, ...script.defaultBody }} />
            </section>
          )}
          <TextInput label={t('form.reason')} {...form.getInputProps('reason')} />
          <ProblemNotice problem={change.problem ?? restore.problem} onSendAgain={save} />
        </Stack>
        <div className={actions.footer}>
          <Button type="submit" loading={change.pending}>
            {t('form.save')}
          </Button>
          {script.isDefault ? null : (
            <Button variant="default" loading={restore.pending} onClick={takeDefault}>
              {t('restore')}
            </Button>
          )}
          <Button variant="default" onClick={onClose}>
            {t('words:do.cancel')}
          </Button>
        </div>
      </form>
    </SideDrawer>
  )
}
