import type { ComplaintView, ResolutionView, StoreView } from '../../electron/desk/views.ts'
import type { ResolutionPaper } from './ResolutionSheet.tsx'

/**
 * The paper of a version that is not signed yet, as the signer must read it: what the customer will get and nothing
 * else, so the internal floor is not taken over.
 * @param complaint the complaint
 * @param resolution the version
 * @param store whose paper it is
 */
export function resolutionPaper(
  complaint: ComplaintView,
  resolution: ResolutionView,
  store: StoreView,
): ResolutionPaper {
  return {
    store,
    number: complaint.number,
    customerName: complaint.customerName,
    version: resolution.version,
    round: resolution.round,
    product: complaint.product,
    receivedAt: complaint.receivedAt,
    options: resolution.options,
    wording: resolution.wording,
    terms: resolution.terms,
    preparedBy: resolution.preparedBy,
    signature: resolution.signature,
    standing: 'valid',
    supersededBy: null,
  }
}
