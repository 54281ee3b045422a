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

/**
 * The state of a case with its icon and word.
 * @param short where there is little room
 */
export function CaseStateLabel({
  state,
  short = false,
}: {
  readonly state: CaseState
  readonly short?: boolean
}) {
  const { t } = useTranslation(['words', 'returns'])
  const Icon = icons[state]
  const word = t(`words:caseState.${state}`)
  return (
    <span className={parts.withIcon}>
      <Icon size={16} stroke={1.75} aria-hidden />
      <span>{short ? t(`returns:list.state.${state}`, { defaultValue: word }) : word}</span>
    </span>
  )
}
