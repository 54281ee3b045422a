import { z } from 'zod'

/** A file that the desk holds already and that the next command will name. */
export const stagedFileSchema = z.object({
  sha256: z.string(),
  name: z.string(),
  mediaType: z.string(),
  size: z.number(),
})
export type StagedFile = z.infer<typeof stagedFileSchema>
