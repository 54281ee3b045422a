import { z } from 'zod'
import { AttachmentStrip } from '../../intake/AttachmentStrip.tsx'
import { stagedFileSchema } from '../../intake/staged-file.ts'
import type { FieldProps } from './FieldControl.tsx'

const stagedFilesSchema = z.array(stagedFileSchema)

/** Files to add to a recorded complaint. */
export function FilesField({ field, form, first }: Pick<FieldProps, 'field' | 'form' | 'first'>) {
  const error = form.errors[field.name]
  return (
    <AttachmentStrip
      files={stagedFilesSchema.parse(form.values[field.name])}
      onChange={(change) =>
        form.setFieldValue(field.name, (list: unknown) => change(stagedFilesSchema.parse(list)))
      }
      error={typeof error === 'string' ? error : undefined}
      autoFocus={first}
    />
  )
}
