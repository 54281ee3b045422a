import { z } from 'zod'
import type { CaseReason } from '../../../domain/case/vocabulary.ts'
import { serialKey } from '../../../domain/serial.ts'
import type { CaseView } from '../../../electron/desk/case-views.ts'
import type { FormValues } from '../../complaint/actions/form-values.ts'
import { stagedFileSchema } from '../../intake/staged-file.ts'
import type { CaseFormContext } from './case-forms.ts'
import { currentSerial } from './case-forms.ts'

/** What is looked at on every unit, in the order in which one does. */
export const completeness = ['tagsComplete', 'packagingComplete', 'accessoriesComplete'] as const
export const wear = ['used', 'damagedByCustomer', 'openedWithoutPermission'] as const

export const inspectionSchema = z.object({
  /** '' until it was looked at. */
  faultConfirmed: z.enum(['', 'yes', 'no']),
  faultKind: z.enum(['', 'performance', 'appearance']),
  sameFault: z.boolean(),
  checks: z.array(z.enum([...completeness, ...wear])),
  /** '' follows from the other marks. */
  fitForSecondSale: z.enum(['', 'yes', 'no']),
  grade: z.string(),
  missing: z.string(),
  /** Gifts that came back, `position.index`. */
  giftsBack: z.array(z.string()),
  serialSeen: z.string(),
  serialExplanation: z.string(),
  modelAvailable: z.boolean(),
  disposition: z.string(),
  remarks: z.string(),
  files: z.array(stagedFileSchema),
})
export type InspectionValues = z.infer<typeof inspectionSchema>

/** Is there a fault to confirm? A customer who changed their mind claims none. */
export function claimsFault(reason: CaseReason): boolean {
  return reason !== 'changed_mind'
}

/** Does the fault have a kind of its own, or does the reason say what it is? */
export function asksFaultKind(reason: CaseReason): boolean {
  return reason === 'quality_fault' || reason === 'refund_only'
}

/** Gifts that went out with the lines of a case, with the key under which the form holds each. */
export function giftsOf(view: Pick<CaseView, 'lines' | 'purchase'>) {
  return view.lines.flatMap((line) =>
    (view.purchase.lines.find((sold) => sold.id === line.purchaseLineId)?.gifts ?? []).map((gift, index) => ({
      ...gift,
      position: line.position,
      index,
      key: `${line.position}.${index}`,
    })),
  )
}

/** Gifts that the newest inspection found missing. */
export function missingGifts(view: Pick<CaseView, 'lines' | 'purchase' | 'inspection'>) {
  const missing = view.inspection?.giftsMissing ?? []
  return giftsOf(view).filter((gift) =>
    missing.some((each) => each.position === gift.position && each.gift === gift.index),
  )
}

/** The serials that the units of a case should have, one a line; lines without one are left out. */
export function expectedSerials(view: Pick<CaseView, 'lines' | 'purchase'>): string[] {
  return view.lines.map((line) => currentSerial(view, line.position)).filter((serial) => serial !== '')
}

/**
 * How a serial that was read off the unit compares with the purchase.
 * @param seen as typed or scanned
 * @param expected serials of the case's lines
 * @returns nothing while either is empty
 */
export function serialStanding(seen: string, expected: readonly string[]): 'same' | 'differs' | null {
  const key = serialKey(seen)
  if (key === '' || expected.length === 0) return null
  return expected.some((serial) => serialKey(serial) === key) ? 'same' : 'differs'
}

/**
 * Must somebody say why the serial is not the purchase's: because it differs, or because nobody can read it?
 * @param seen as typed or scanned
 * @param expected serials of the case's lines
 */
export function asksExplanation(seen: string, expected: readonly string[]): boolean {
  return expected.length > 0 && serialStanding(seen, expected) !== 'same'
}

/** Whether it can be sold again, as long as nobody says otherwise: complete, and neither used nor damaged. */
export function fitByMarks(checks: InspectionValues['checks']): boolean {
  return completeness.every((each) => checks.includes(each)) && !wear.some((each) => checks.includes(each))
}

/** The form as it opens: what the last inspection found, else everything complete and every gift back. */
export function inspectionValues({ view }: CaseFormContext): InspectionValues {
  const last = view.inspection
  const gifts = giftsOf(view)
  const missing = last?.giftsMissing ?? []
  return {
    faultConfirmed: last?.faultConfirmed == null ? '' : last.faultConfirmed ? 'yes' : 'no',
    faultKind: view.faultKind ?? '',
    sameFault: last?.sameFault ?? false,
    checks: last === null ? [...completeness] : [...completeness, ...wear].filter((each) => last[each]),
    fitForSecondSale: last === null ? '' : last.fitForSecondSale ? 'yes' : 'no',
    grade: last?.grade ?? '',
    missing: last?.missing ?? '',
    giftsBack: gifts
      // By name: the purchase may list its gifts in another order since.
      .filter((gift) => !missing.some((each) => each.position === gift.position && each.name === gift.name))
      .map((gift) => gift.key),
    serialSeen: last?.serialSeen ?? '',
    serialExplanation: last?.serialExplanation ?? '',
    modelAvailable: last?.modelAvailable ?? true,
    disposition: last?.disposition ?? '',
    remarks: last?.remarks ?? '',
    files: [],
  }
}

/** What the desk takes. */
export function inspectionInput(values: FormValues, { view }: CaseFormContext): Record<string, unknown> {
  const form = inspectionSchema.parse(values)
  const marks = Object.fromEntries(
    [...completeness, ...wear].map((each) => [each, form.checks.includes(each)]),
  )
  return {
    ...marks,
    faultConfirmed: claimsFault(view.reason)
      ? form.faultConfirmed === ''
        ? undefined
        : form.faultConfirmed === 'yes'
      : null,
    faultKind: asksFaultKind(view.reason) && form.faultKind !== '' ? form.faultKind : null,
    sameFault: form.sameFault,
    grade: form.grade === '' ? null : form.grade,
    fitForSecondSale:
      form.fitForSecondSale === '' ? fitByMarks(form.checks) : form.fitForSecondSale === 'yes',
    missing: form.missing,
    giftsMissing: giftsOf(view)
      .filter((gift) => !form.giftsBack.includes(gift.key))
      .map((gift) => ({ position: gift.position, gift: gift.index })),
    serialSeen: form.serialSeen,
    serialExplanation: asksExplanation(form.serialSeen, expectedSerials(view)) ? form.serialExplanation : '',
    modelAvailable: form.modelAvailable,
    disposition: form.disposition === '' ? null : form.disposition,
    remarks: form.remarks,
    files: form.files.map(({ sha256, name }) => ({ sha256, name: name.slice(0, 120) })),
  }
}
