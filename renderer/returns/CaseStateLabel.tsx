import {
  IconArchive,
  IconCircle,
  IconCircleOff,
  IconFileText,
  IconProgress,
  IconSearch,
  IconSignature,
  IconX,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CaseState } from '../../domain/case/vocabulary.ts'
import parts from '../parts/parts.module.css'

const icons = {
  opened: IconCircle,
  inspected: IconSearch,
  planned: IconFileText,
  awaiting_signature: IconSignature,
  awaiting_approval: IconSignature,
  approved: IconProgress,
  done: IconArchive,
  declined: IconCircleOff,
  withdrawn: IconX,
  voided: IconX,
} as const satisfies Record<CaseState, typeof IconCircle>

/** The state of a case with its icon and word. */
export function CaseStateLabel({ state }: { readonly state: CaseState }) {
  const { t } = useTranslation('words')
  const Icon = icons[state]
  return (
    <span className={parts.withIcon}>
      <Icon size={16} stroke={1.75} aria-hidden />
      <span>{t(`caseState.${state}`)}</span>
    </span>
  )
}
