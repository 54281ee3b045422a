import {
  IconArchive,
  IconArrowForwardUp,
  IconChecks,
  IconCircle,
  IconCircleCheck,
  IconFileText,
  IconMessageCircle,
  IconPhoneCall,
  IconProgress,
  IconSearch,
  IconSignature,
  IconX,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { State } from '../../domain/vocabulary.ts'
import classes from './parts.module.css'

const icons = {
  registered: IconCircle,
  accepted: IconCircleCheck,
  investigating: IconSearch,
  dispatched: IconArrowForwardUp,
  proposing: IconFileText,
  awaiting_signature: IconSignature,
  awaiting_approval: IconSignature,
  signed: IconChecks,
  communicated: IconMessageCircle,
  executing: IconProgress,
  executed: IconPhoneCall,
  closed: IconArchive,
  withdrawn: IconX,
  merged: IconArchive,
  voided: IconX,
  unsettled: IconX,
} as const satisfies Record<State, typeof IconCircle>

/** The state with its icon and word. */
export function StateLabel({ state }: { state: State }) {
  const { t } = useTranslation('words')
  const Icon = icons[state]
  return (
    <span className={classes.withIcon}>
      <Icon size={16} stroke={1.75} aria-hidden />
      <span>{t(`state.${state}`)}</span>
    </span>
  )
}
