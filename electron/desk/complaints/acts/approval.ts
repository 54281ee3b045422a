import type { SignedIn } from '../../people/sessions.ts'

/**
 * Whose PIN stood for an act, for the line of what happened: the name to read, the id to find them by.
 * @param approver the second person, or whoever acted where that was enough
 */
export function approvalOf(approver: Pick<SignedIn, 'staffId' | 'name'>): Record<string, string> {
  return { approvedBy: approver.name, approvedById: approver.staffId }
}
