import { Button, Select, Stack, Table, Textarea, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { handoverKinds } from '../../domain/handover.ts'
import { pinSchema, staffNumberSchema, textLimits } from '../../domain/text.ts'
import type { HandedOver, HandoverGathered, HandoverLineView } from '../../electron/desk/handover-views.ts'
import { useCommand } from '../api/command.ts'
import { useMe } from '../api/me.tsx'
import { beginSession } from '../api/session.ts'
import { useTRPC, useTRPCClient } from '../api/trpc.ts'
import { PinField } from '../complaint/actions/PinField.tsx'
import { paths } from '../frame/places.ts'
import { useErrorWords } from '../i18n/error-words.ts'
import { useFieldCheck } from '../i18n/field-check.ts'
import { focusFirstError } from '../intake/field-errors.ts'
import { onEnterMoveOn } from '../intake/keyboard.ts'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { Figures } from './Figures.tsx'
import classes from './handover.module.css'
import { LinesTable } from './LinesTable.tsx'

type FieldName = 'incomingStaffNumber' | 'incomingPin' | 'outgoingPin'

/** A clock that turns late keeps what was written beside it. */
const keyOf = (line: Pick<HandoverLineView, 'kind' | 'recordId'>) =>
  `${line.kind.replace(/^(late|next)_/, '')} ${line.recordId}`

/** What is open, a remark beside each line, and the two PINs with which the shift changes hands. */
export function HandOverForm({ gathered }: { readonly gathered: HandoverGathered }) {
  const { t } = useTranslation('handover')
  const { staff: me } = useMe()
  const words = useErrorWords()
  const check = useFieldCheck()
  const element = useRef<HTMLFormElement>(null)
  const [remarks, setRemarks] = useState('')
  const [remarked, setRemarked] = useState<Readonly<Record<string, string>>>({})
  const [fields, setFields] = useState<Record<FieldName, string>>({
    incomingStaffNumber: '',
    incomingPin: '',
    outgoingPin: '',
  })
  const [wrong, setWrong] = useState<Partial<Record<FieldName, string | null>>>({})
  const people = useQuery(useTRPC().staff.list.queryOptions())
  const enter = useNewPerson(gathered)
  const command = useCommand(useTRPCClient().handover.record.mutate, { onDone: enter })
  const refused = command.problem?.kind === 'refused' ? command.problem.desk : null
  const errorAt = (name: FieldName) =>
    wrong[name] ?? (refused?.field === name ? words.ofDesk(refused) : undefined)
  const put = (name: FieldName, value: string) => {
    setFields((before) => ({ ...before, [name]: value }))
    setWrong((before) => ({ ...before, [name]: null }))
    command.clear()
  }

  async function send(): Promise<void> {
    if (command.pending) return
    const found = {
      incomingStaffNumber: check(staffNumberSchema)(fields.incomingStaffNumber),
      incomingPin: check(pinSchema)(fields.incomingPin),
      outgoingPin: check(pinSchema)(fields.outgoingPin),
    }
    setWrong(found)
    if (Object.values(found).some((each) => each !== null)) {
      focusFirstError(element.current)
      return
    }
    const lines = gathered.lines.map((line) => ({
      kind: line.kind,
      recordId: line.recordId,
      remark: remarked[keyOf(line)] ?? '',
    }))
    if ((await command.run({ ...fields, remarks, lines })) === null) focusFirstError(element.current)
  }

  function onKeyDown(event: KeyboardEvent<HTMLFormElement>): void {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      void send()
    } else onEnterMoveOn(event)
  }

  return (
    <form
      ref={element}
      noValidate
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <Figures {...gathered} />
      {handoverKinds.map((kind) => (
        <LinesTable
          key={kind}
          kind={kind}
          lines={gathered.lines.filter((line) => line.kind === kind)}
          total={gathered.totals[kind]}
          heads={[t('column.remark')]}
          cells={(line) => (
            <Table.Td>
              <TextInput
                size="xs"
                autoComplete="off"
                aria-label={t('remarkFor', { number: line.number })}
                maxLength={textLimits.line}
                value={remarked[keyOf(line)] ?? ''}
                onChange={(event) => {
                  const { value } = event.currentTarget
                  setRemarked((before) => ({ ...before, [keyOf(line)]: value }))
                }}
              />
            </Table.Td>
          )}
        />
      ))}
      <section className={classes.section} aria-label={t('form.title')}>
        <h2 className={classes.kind}>{t('form.title')}</h2>
        <Stack gap="sm" className={classes.form}>
          <Textarea
            label={t('form.remarks')}
            placeholder={t('form.remarksHint')}
            autosize
            minRows={2}
            maxLength={textLimits.long}
            value={remarks}
            onChange={(event) => setRemarks(event.currentTarget.value)}
          />
          <Select
            label={t('form.incoming')}
            searchable
            value={fields.incomingStaffNumber === '' ? null : fields.incomingStaffNumber}
            onChange={(number) => put('incomingStaffNumber', number ?? '')}
            error={errorAt('incomingStaffNumber')}
            data={(people.data ?? [])
              .filter((person) => person.active && person.role !== 'department' && person.id !== me.id)
              .map((person) => ({ value: person.number, label: `${person.name} ${person.number}` }))}
          />
          <PinField
            label={t('form.incomingPin')}
            value={fields.incomingPin}
            onChange={(event) => put('incomingPin', event.currentTarget.value)}
            error={errorAt('incomingPin')}
          />
          <PinField
            label={t('form.outgoingPin', { name: me.name })}
            value={fields.outgoingPin}
            onChange={(event) => put('outgoingPin', event.currentTarget.value)}
            error={errorAt('outgoingPin')}
          />
          <p className={classes.hint}>{t('form.explain')}</p>
          {refused?.key === 'wrong_pin' ? null : (
            <ProblemNotice problem={command.problem} onSendAgain={() => void send()} />
          )}
          <div>
            <Button type="submit" loading={command.pending}>
              {t('form.send')}
            </Button>
          </div>
        </Stack>
      </section>
    </form>
  )
}

/** The incoming person sits at this window now; what was left out or came is said, because it is on no screen any more. */
function useNewPerson(gathered: HandoverGathered): (done: HandedOver) => void {
  const { t } = useTranslation('handover')
  const queryClient = useQueryClient()
  const [, navigate] = useLocation()
  return (done) => {
    const gone = done.vanished.map(({ recordId, remark }) => {
      const number = gathered.lines.find((line) => line.recordId === recordId)?.number ?? ''
      return remark === '' ? number : t('vanishedRemark', { number, remark })
    })
    queryClient.clear()
    beginSession(done.session.token)
    navigate(paths.today)
    notifications.show({ message: t('done', { number: done.number, name: done.session.staff.name }) })
    if (gone.length > 0)
      notifications.show({ message: t('vanished', { list: gone.join(' · ') }), autoClose: false })
    if (done.added > 0) notifications.show({ message: t('added', { count: done.added }), autoClose: false })
  }
}
