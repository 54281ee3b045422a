/** What a number counts; its word stands behind the field. */
export type Unit =
  | 'windowMinutes'
  | 'windowHours'
  | 'minutes'
  | 'hours'
  | 'workingDays'
  | 'days'
  | 'years'
  | 'seconds'
  | 'times'
  | 'rounds'
  | 'customers'
  | 'yuan'

/** How a value of the policy is entered. */
export type FieldKind =
  | { readonly kind: 'number'; readonly unit: Unit }
  | { readonly kind: 'time' }
  | { readonly kind: 'level' }
  | { readonly kind: 'yes_no' }
  | { readonly kind: 'one_of'; readonly codes: readonly string[] }
  /** Civil dates; none means the statutory holidays. */
  | { readonly kind: 'dates' }
  /** A list that people choose from. */
  | { readonly kind: 'choices' }

export interface PolicyField {
  /** Dotted path in the policy document; with `_` for `.` it is the key of its words. */
  readonly path: string
  readonly entry: FieldKind
}

export interface PolicyGroup {
  readonly code: string
  readonly fields: readonly PolicyField[]
}

const number = (path: string, unit: Unit): PolicyField => ({ path, entry: { kind: 'number', unit } })
const time = (path: string): PolicyField => ({ path, entry: { kind: 'time' } })
const level = (path: string): PolicyField => ({ path, entry: { kind: 'level' } })
const oneOf = (path: string, codes: readonly string[]): PolicyField => ({
  path,
  entry: { kind: 'one_of', codes },
})

/**
 * The policy as it is shown and changed, in groups that people look for (process section 14). The words of the departments
 * and the calendar have their own places.
 */
export const policyGroups: readonly PolicyGroup[] = [
  {
    code: 'window',
    fields: [
      time('window.from'),
      time('window.to'),
      oneOf('entriesOutsideWindow', ['start_at_next_opening', 'exempt']),
      oneOf('levelRulesDuringHold', ['pause', 'run']),
      { path: 'festivalDays', entry: { kind: 'dates' } },
    ],
  },
  {
    code: 'clocks',
    fields: [
      number('clocks.acceptMinutes', 'windowMinutes'),
      number('clocks.firstContactMinutes', 'windowMinutes'),
      number('clocks.firstContactFestivalMinutes', 'windowMinutes'),
      number('clocks.majorCallBackHours', 'hours'),
      number('clocks.handlingHours.1', 'hours'),
      number('clocks.handlingHours.2', 'hours'),
      number('clocks.handlingHours.3', 'hours'),
      number('clocks.handlingHours.4', 'hours'),
      number('clocks.handlingHours.5', 'hours'),
      number('clocks.departmentAnswerDays', 'workingDays'),
      number('clocks.signatureHours', 'windowHours'),
      number('clocks.replyDays', 'workingDays'),
      number('clocks.onSiteHours', 'hours'),
      number('clocks.executionDays', 'days'),
      number('clocks.refundMoneyDays', 'days'),
      number('clocks.refundMoneyBreachDays', 'days'),
      number('clocks.returnVisitDays', 'workingDays'),
      number('clocks.progressAfterHours', 'hours'),
      number('clocks.deskMannedMinutes', 'windowMinutes'),
      number('clocks.soonMinutes', 'minutes'),
    ],
  },
  {
    code: 'raises',
    fields: [
      number('raises.unacceptedMinutes', 'windowMinutes'),
      number('raises.noContactCalls', 'times'),
      number('raises.unresolvedGeneralHours', 'hours'),
      number('raises.unresolvedUrgentHours', 'hours'),
      number('repeatedCallsMinutes', 'minutes'),
    ],
  },
  {
    code: 'contact',
    fields: [time('contact.from'), time('contact.to'), number('contact.maxPerDay', 'times')],
  },
  {
    code: 'closing',
    fields: [
      level('settleAtCounterMaxLevel'),
      number('unsettled.rounds', 'rounds'),
      number('unsettled.unreachableDays', 'days'),
      number('returnVisit.attemptDays', 'days'),
    ],
  },
  {
    code: 'returns',
    fields: [
      number('storeNoReasonDays', 'days'),
      number('entitlement.noReasonDays', 'days'),
      number('entitlement.refundDays', 'days'),
      number('entitlement.exchangeDays', 'days'),
      number('entitlement.failedRepairs', 'times'),
      number('entitlement.repairerDelayDays', 'days'),
      number('entitlement.partsDelayDays', 'days'),
    ],
  },
  {
    code: 'signing',
    fields: [
      level('supervisorSignsToLevel'),
      { path: 'allowSelfSigning', entry: { kind: 'yes_no' } },
      ...(['clerk', 'technician', 'department', 'supervisor', 'manager'] as const).flatMap((role) => [
        number(`goodwill.${role}.totalFen`, 'yuan'),
        number(`goodwill.${role}.cashFen`, 'yuan'),
      ]),
    ],
  },
  {
    code: 'other',
    fields: [
      number('batch.customers', 'customers'),
      number('batch.days', 'days'),
      number('session.idleMinutes', 'minutes'),
      number('pin.wrongInARow', 'times'),
      number('pin.firstLockSeconds', 'seconds'),
      number('pin.maxLockSeconds', 'seconds'),
      number('retentionYears', 'years'),
    ],
  },
  {
    code: 'lists',
    fields: (['symptoms', 'categories', 'families', 'grades'] as const).map((path) => ({
      path,
      entry: { kind: 'choices' as const },
    })),
  },
]

/** The key of a path's words: i18next reads a dot as a step down. */
export function wordKey(path: string): string {
  return path.replaceAll('.', '_')
}

/**
 * May the store change this value (process section 14)?
 * @param path of the value
 * @param open what head office leaves open
 */
export function isOpen(path: string, open: readonly string[]): boolean {
  return open.some((each) => path === each || path.startsWith(`${each}.`))
}
