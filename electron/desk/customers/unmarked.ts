/** What nobody has said of a new customer yet. */
export const unmarked = {
  consentAt: null,
  mergedIntoId: null,
  legalHold: false,
  legalHoldReason: '',
  erasedAt: null,
  erasedBasis: null,
  doNotCallBy: null,
  doNotCallAt: null,
  version: 1,
} as const
