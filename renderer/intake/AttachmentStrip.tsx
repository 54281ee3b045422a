import { ActionIcon, Button, FileButton, Progress, Text } from '@mantine/core'
import { Dropzone } from '@mantine/dropzone'
import { IconFile, IconPaperclip, IconPhotoOff, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFileUrl } from '../api/files.ts'
import classes from './attachments.module.css'
import { useAttachments, usePastedFiles } from './attachments.ts'
import type { StagedFile } from './staged-file.ts'

interface AttachmentStripProps {
  readonly files: readonly StagedFile[]
  readonly onChange: (change: (files: readonly StagedFile[]) => readonly StagedFile[]) => void
  /** Refused by the desk or too many, in words. */
  readonly error?: string | undefined
  readonly autoFocus?: boolean
}

/** Files of a record: picked with the button, dropped anywhere on the page, or pasted; thumbnails, progress, remove. */
export function AttachmentStrip({ files, onChange, error, autoFocus }: AttachmentStripProps) {
  const { t } = useTranslation('intake')
  const { uploads, add, drop } = useAttachments((file) =>
    onChange((list) => (list.some((each) => each.sha256 === file.sha256) ? list : [...list, file])),
  )
  usePastedFiles(add)
  return (
    <div className={classes.strip}>
      <FileButton multiple onChange={add}>
        {(props) => (
          <Button
            {...props}
            variant="default"
            size="xs"
            leftSection={<IconPaperclip size={16} stroke={1.75} aria-hidden />}
            data-autofocus={autoFocus || undefined}
          >
            {t('files.add')}
          </Button>
        )}
      </FileButton>
      {files.length === 0 && uploads.length === 0 && (
        <Text size="xs" c="dimmed">
          {t('files.hint')}
        </Text>
      )}
      <ul className={classes.list} aria-label={t('files.list')}>
        {files.map((file) => (
          <li key={file.sha256} className={classes.item}>
            <Thumbnail path={`/files/staged/${file.sha256}`} mediaType={file.mediaType} />
            <span className={classes.name} title={file.name}>
              {file.name}
            </span>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={t('files.remove', { name: file.name })}
              onClick={() => onChange((list) => list.filter((each) => each.sha256 !== file.sha256))}
            >
              <IconX size={14} aria-hidden />
            </ActionIcon>
          </li>
        ))}
        {uploads.map((upload) => (
          <li key={upload.key} className={classes.item} data-failed={upload.error !== null || undefined}>
            {upload.error === null ? (
              <>
                <span className={classes.name}>{upload.name}</span>
                <Progress
                  value={upload.share * 100}
                  w={64}
                  aria-label={t('files.sending', { name: upload.name })}
                />
              </>
            ) : (
              <span role="alert">
                {upload.error.includes(upload.name) ? upload.error : `${upload.name} ${upload.error}`}
              </span>
            )}
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={t('files.remove', { name: upload.name })}
              onClick={() => drop(upload.key)}
            >
              <IconX size={14} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ul>
      {error !== undefined && (
        <Text size="xs" c="var(--cs-late)" role="alert">
          {error}
        </Text>
      )}
      <Dropzone.FullScreen active onDrop={add} zIndex={400} withinPortal={false}>
        <Text ta="center" size="lg">
          {t('files.dropHere')}
        </Text>
      </Dropzone.FullScreen>
    </div>
  )
}

/** A small picture of a file of the desk; an icon where it is no picture or cannot be shown. */
export function Thumbnail({ path, mediaType }: { readonly path: string; readonly mediaType: string }) {
  const isImage = mediaType.startsWith('image/')
  const { url, failed } = useFileUrl(isImage ? path : null)
  if (!isImage) return <IconFile className={classes.icon} stroke={1.5} aria-hidden />
  if (failed) return <IconPhotoOff className={classes.icon} stroke={1.5} aria-hidden />
  return url === null ? (
    <span className={classes.thumb} />
  ) : (
    <img className={classes.thumb} src={url} alt="" />
  )
}
