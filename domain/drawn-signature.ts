import { z } from 'zod'

const coordinate = z.number().min(-10_000).max(10_000)

/** A signature as it was drawn: strokes of points, in a field of `width` by `height` units. */
export const drawnSignatureSchema = z.object({
  width: z.number().min(1).max(10_000),
  height: z.number().min(1).max(10_000),
  strokes: z
    .array(
      z
        .array(z.tuple([coordinate, coordinate]))
        .min(1)
        .max(2_000),
    )
    .min(1, { error: 'required' })
    .max(200),
})
export type DrawnSignature = z.output<typeof drawnSignatureSchema>
