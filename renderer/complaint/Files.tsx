import { Button, Modal, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FileView } from '../../electron/desk/views.ts'
import { useFileUrl } from '../api/files.ts'
import { useFormat } from '../i18n/format.ts'
import { Thumbnail } from '../intake/AttachmentStrip.tsx'
import classes from './complaint.module.css'

/** Photos and files as thumbnails; one opens in a viewer. */
export function Files({ files }: { readonly files: readonly FileView[] }) {
  const { t } = useTranslation('complaint')
  const [open, setOpen] = useState<FileView | null>(null)
  return (
    <>
      <div className={classes.thumbs}>
        {files.map((file) => (
          <UnstyledButton
            key={file.id}
            aria-label={t('files.open', { name: file.name })}
            title={file.name}
            onClick={() => setOpen(file)}
          >
            <Thumbnail path={`/files/${file.id}`} mediaType={file.mediaType} />
          </UnstyledButton>
        ))}
      </div>
      {open !== null && <Viewer file={open} onClose={() => setOpen(null)} />}
    </>
  )
}

function Viewer({ file, onClose }: { readonly file: FileView; readonly onClose: () => void }) {
  const { t } = useTranslation('complaint')
  const format = useFormat()
  const { url, failed } = useFileUrl(`/files/${file.id}`)
  return (
    <Modal.Root opened onClose={onClose} size="xl">
      <Modal.Overlay />
      <Modal.Content>
        {/* Not Modal.Header: its <header> would be a second banner of the page. */}
        <div className={classes.viewerHead}>
          <Modal.Title>{`${file.name} · ${file.addedBy} ${format.short(file.addedAt)}`}</Modal.Title>
          <Modal.CloseButton aria-label={t('words:do.close')} />
        </div>
        <Modal.Body>
          {failed && <p>{t('files.failed')}</p>}
          {url !== null && file.mediaType.startsWith('image/') && (
            <img className={classes.viewerImage} src={url} alt={file.name} />
          )}
          {url !== null && (
            <Button component="a" href={url} download={file.name} variant="default" size="xs" mt="sm">
              {t('files.save')}
            </Button>
          )}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}
