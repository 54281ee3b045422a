import { Autocomplete, Button, Kbd, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { custodySchema } from '../../domain/case/input.ts'
import type { CustodyView } from '../../electron/desk/case-views.ts'
import { useCommand } from '../api/command.ts'
import { useTRPCClient } from '../api/trpc.ts'
import actions from '../complaint/actions/actions.module.css'
import { SideDrawer } from '../complaint/actions/SideDrawer.tsx'
import { useErrorWords } from '../i18n/error-words.ts'
import { focusFirstError, useFieldErrors } from '../intake/field-errors.ts'
import { onEnterMoveOn } from '../intake/keyboard.ts'
import { showRecorded } from '../intake/recorded-notice.ts'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { CustodyPrints } from './CustodyPrints.tsx'
import { CustomerFields } from './CustomerFields.tsx'
import classes from './custody.module.css'
import { type CustodyValues, custodyInput, emptyCustody, placesInUse } from './custody-form.ts'

interface AddCustodyProps {
  /** What lies here now: its places are offered. */
  readonly here: readonly CustodyView[]
  readonly onClose: () => void
}

/** Take goods into custody; once recorded, the receipt and the label are offered. */
export function AddCustody({ here, onClose }: AddCustodyProps) {
  const { t } = useTranslation(['custody', 'words'])
  const [recorded, setRecorded] = useState<CustodyView | null>(null)
  return (
    <SideDrawer title={t('add')} onClose={onClose}>
      {recorded === null ? (
        <CustodyForm here={here} onRecorded={setRecorded} onClose={onClose} />
      ) : (
        <Stack gap="sm">
          <p className={classes.recorded} role="status">
            <strong className="numbers">{recorded.number}</strong>{' '}
            {t('form.recorded', { place: recorded.place })}
          </p>
          <CustodyPrints custody={recorded} autoFocus />
          <div className={actions.footer}>
            <Button variant="default" onClick={() => setRecorded(null)}>
              {t('form.another')}
            </Button>
            <Button variant="default" onClick={onClose}>
              {t('words:do.close')}
            </Button>
          </div>
        </Stack>
      )}
    </SideDrawer>
  )
}

function CustodyForm({
  here,
  onRecorded,
  onClose,
}: AddCustodyProps & { readonly onRecorded: (custody: CustodyView) => void }) {
  const { t } = useTranslation(['custody', 'words', 'intake'])
  const words = useErrorWords()
  const fieldErrors = useFieldErrors()
  const element = useRef<HTMLFormElement>(null)
  const busy = useRef(false)
  const form = useForm<CustodyValues>({ initialValues: emptyCustody })
  const command = useCommand(useTRPCClient().custody.add.mutate, {
    onDone: (custody) => {
      showRecorded(t('form.done', { number: custody.number }))
      onRecorded(custody)
    },
  })
  const { values } = form
  const refused = command.problem?.kind === 'refused' ? command.problem.desk : null
  const errorAt = (path: string): string | undefined => {
    const own = form.errors[path]
    if (typeof own === 'string') return own
    return refused !== null && refused.field === path ? words.ofDesk(refused) : undefined
  }

  useEffect(() => {
    if (refused !== null && refused.field !== null) focusFirstError(element.current)
  }, [refused])

  async function send(): Promise<void> {
    if (busy.current) return
    const parsed = custodySchema.safeParse(custodyInput(values))
    form.setErrors(parsed.success ? {} : fieldErrors(parsed.error))
    if (!parsed.success) {
      focusFirstError(element.current)
      return
    }
    busy.current = true
    try {
      await command.run(parsed.data)
    } finally {
      busy.current = false
    }
  }

  function onKeyDown(event: KeyboardEvent<HTMLFormElement>): void {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      void send()
    } else onEnterMoveOn(event)
  }

  const line = (name: 'description' | 'serialNumber' | 'accessories' | 'place') => ({
    label: t(`label.${name}`),
    autoComplete: 'off',
    ...form.getInputProps(name),
    error: errorAt(name),
  })
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
      <Stack gap="sm">
        <CustomerFields
          who={values}
          errors={{ name: errorAt('customer.name'), phone: errorAt('customer.phone') }}
          onChange={(change) => {
            form.setValues(change)
            form.clearErrors()
          }}
        />
        <TextInput {...line('description')} placeholder={t('form.descriptionHint')} />
        <TextInput {...line('serialNumber')} description={t('form.serialHint')} />
        <TextInput {...line('accessories')} placeholder={t('form.accessoriesHint')} />
        <Autocomplete {...line('place')} data={placesInUse(here)} placeholder={t('form.placeHint')} />
        <ProblemNotice problem={command.problem} onSendAgain={() => void send()} />
      </Stack>
      <div className={actions.footer}>
        <Button type="submit" loading={command.pending}>
          {t('form.record')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('words:do.cancel')}
        </Button>
        <Text size="xs" c="dimmed">
          <Kbd size="xs">Ctrl</Kbd> + <Kbd size="xs">Enter</Kbd>
        </Text>
      </div>
    </form>
  )
}
