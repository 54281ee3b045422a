/** What a shift hands over, in the order in which it is gathered (process section 9). */
export const handoverKinds = [
  'late_clock',
  'next_clock',
  'promise',
  'custody',
  'awaiting_signature',
  'contact',
] as const
export type HandoverKind = (typeof handoverKinds)[number]
