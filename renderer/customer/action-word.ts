import type { CustomerAction } from '../../domain/customer.ts'
import type { CustomerPageView } from '../../electron/desk/customer-views.ts'

/**
 * Does the action switch off what stands now, such as do-not-call?
 * @param action what is offered
 * @param page the customer as they stand
 */
export function switchesOff(
  action: CustomerAction,
  page: Pick<CustomerPageView, 'doNotCall' | 'consent' | 'legalHold'>,
): boolean {
  if (action === 'do_not_call') return page.doNotCall.on
  if (action === 'legal_hold') return page.legalHold.on
  return action === 'consent' && page.consent.given
}

/**
 * The key of an action's word, under `customer:`.
 * @param action what is offered
 * @param page the customer as they stand
 */
export function actionWord(action: CustomerAction, page: CustomerPageView): string {
  return switchesOff(action, page) ? `action.${action}_off` : `action.${action}`
}
