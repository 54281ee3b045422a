import { Button, FileButton, Progress, Text } from '@mantine/core'
import { Dropzone } from '@mantine/dropzone'
import { IconTableImport } from '@tabler/icons-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { tillLimits } from '../../domain/till/limits.ts'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import type { Sending } from './send-export.ts'
import classes from './till.module.css'

const accept = '.csv,.txt,.tsv,.xlsx'

/** Where the till's export is dropped or picked. */
export function PickFile({ sending }: { sending: Sending }) {
  const { t } = useTranslation('till')
  const reset = useRef<() => void>(null)
  const pick = (file: File | null) => {
    if (file !== null) sending.send(file)
    // The same file again is another try.
    reset.current?.()
  }
  if (sending.name !== null)
    return (
      <div className={classes.pick} role="status">
        <Text>{t('pick.sending', { name: sending.name })}</Text>
        <Progress
          value={sending.share * 100}
          w={320}
          aria-label={t('pick.sending', { name: sending.name })}
        />
        <Button variant="default" onClick={sending.cancel}>
          {t('pick.cancel')}
        </Button>
      </div>
    )
  return (
    <>
      <div className={classes.problem}>
        <ProblemNotice problem={sending.problem} />
      </div>
      <Dropzone
        onDrop={([file]) => pick(file ?? null)}
        multiple={false}
        activateOnClick={false}
        activateOnKeyboard={false}
        className={classes.drop}
        tabIndex={-1}
      >
        <div className={classes.pick}>
          <IconTableImport size={32} stroke={1.5} aria-hidden />
          <Text fw={600}>{t('pick.drop')}</Text>
          <FileButton onChange={pick} accept={accept} resetRef={reset}>
            {(props) => (
              <Button {...props} className={classes.above} data-autofocus>
                {t('pick.button')}
              </Button>
            )}
          </FileButton>
          <Text size="xs" c="dimmed">
            {t('pick.kinds', { megabytes: tillLimits.megabytes, rows: tillLimits.rows.toLocaleString('en') })}
          </Text>
          <Text size="xs" c="dimmed">
            {t('pick.repeat')}
          </Text>
        </div>
      </Dropzone>
    </>
  )
}
