import {
  IconArrowsExchange,
  IconCalendarTime,
  IconCloudUpload,
  IconListDetails,
  IconPencilPlus,
  IconPhoneOutgoing,
  IconSettings,
  IconSignature,
  IconTransfer,
} from '@tabler/icons-react'
import type { CaseAction } from '../../domain/case/moves.ts'
import type { Action } from '../../domain/complaint/moves.ts'
import type { Role } from '../../domain/vocabulary.ts'

/** Paths of the places, for wouter's Link and useLocation. */
export const paths = {
  today: '/today',
  register: '/register',
  intake: '/intake',
  signOff: '/sign-off',
  returns: '/returns',
  custody: '/returns/custody',
  authorisations: '/returns/authorisations',
  tillImport: '/returns/import',
  calls: '/calls',
  promises: '/promises',
  handover: '/handover',
  headOffice: '/head-office',
  settings: '/settings',
  /** Everything about one customer. */
  customer: (id: string) => `/customer/${id}`,
  complaint: (id: string) => `/complaint/${id}`,
  /** The complaint with the form of this action open. */
  complaintDoing: (id: string, action: Action) => `/complaint/${id}?do=${action}`,
  /** A refund or exchange case. */
  returnCase: (id: string) => `/returns/${id}`,
  /** The case with the form of this action open. */
  returnCaseDoing: (id: string, action: CaseAction) => `/returns/${id}?do=${action}`,
  /** A new case, with what is known already. */
  newCase: (known: { complaint?: string; customer?: string; purchase?: string } = {}) =>
    ['/returns/new', new URLSearchParams(known).toString()].filter((part) => part !== '').join('?'),
  handoverOf: (id: string) => `/handover/${id}`,
  /** Of a complaint or a case. */
  signOffOf: (id: string) => `/sign-off/${id}`,
  settingsTab: (tab: string) => `/settings/${tab}`,
  /** The print page of a paper; `kind` as in PrintView. */
  print: (kind: string, id: string, search: { paper: 'a4' | 'half'; lang: string }) =>
    `/print/${kind}/${id}?paper=${search.paper}&lang=${search.lang}`,
} as const

export interface Place {
  /** Of its word in i18n `frame:place.<code>`. */
  readonly code:
    | 'today'
    | 'register'
    | 'intake'
    | 'sign-off'
    | 'returns'
    | 'calls'
    | 'handover'
    | 'head-office'
    | 'settings'
  readonly path: string
  readonly icon: typeof IconSettings
  /** Who sees it; all when left out. */
  readonly roles?: readonly Role[]
}

/** The navigation, in the glossary's order; only places that exist. */
export const places: readonly Place[] = [
  { code: 'today', path: paths.today, icon: IconCalendarTime },
  { code: 'register', path: paths.register, icon: IconListDetails },
  { code: 'intake', path: paths.intake, icon: IconPencilPlus },
  { code: 'sign-off', path: paths.signOff, icon: IconSignature, roles: ['supervisor', 'manager'] },
  { code: 'returns', path: paths.returns, icon: IconArrowsExchange },
  {
    code: 'calls',
    path: paths.calls,
    icon: IconPhoneOutgoing,
    roles: ['clerk', 'technician', 'supervisor', 'manager'],
  },
  { code: 'handover', path: paths.handover, icon: IconTransfer },
  { code: 'head-office', path: paths.headOffice, icon: IconCloudUpload },
  { code: 'settings', path: paths.settings, icon: IconSettings },
]
