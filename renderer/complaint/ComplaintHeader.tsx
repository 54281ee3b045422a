import { Button } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Action } from '../../domain/complaint/moves.ts'
import type { ComplaintView } from '../../electron/desk/views.ts'
import { useFormat } from '../i18n/format.ts'
import { ClockName, Due } from '../parts/Due.tsx'
import { LevelBadge } from '../parts/LevelBadge.tsx'
import { PlaceTitle } from '../parts/PlaceTitle.tsx'
import { StateLabel } from '../parts/StateLabel.tsx'
import classes from './complaint.module.css'
import { OfferMenu } from './OfferMenu.tsx'
import { PrintMenu } from './PrintMenu.tsx'

interface ComplaintHeaderProps {
  readonly complaint: ComplaintView
  /** An action without a form is on its way. */
  readonly pending: boolean
  readonly onAction: (action: Action) => void
}

/** The menu's groups; every action of the table stands in exactly one. */
const groups = {
  steps: [
    'accept',
    'settle_at_counter',
    'investigate',
    'record_finding',
    'dispatch',
    'department_answer',
    'recall_dispatch',
    'propose',
    'submit',
    'sign',
    'return_for_rework',
    'head_office_ruling',
    'communicate',
    'customer_accepts',
    'customer_rejects',
    'task_done',
    'complete_execution',
    'outcome_notice',
    'return_visit',
    'close_without_visit',
    'reopen',
  ],
  record: ['log_contact', 'add_file', 'note'],
  steer: ['reassign', 'change_department', 'raise_level', 'lower_level', 'hold', 'release', 'postpone'],
  end: ['end_unsettled', 'withdraw', 'merge', 'void'],
} as const satisfies Record<string, readonly Action[]>

/** Which complaint this is, how it stands, and the one obvious next action. */
export function ComplaintHeader({ complaint, pending, onAction }: ComplaintHeaderProps) {
  const { t } = useTranslation('complaint')
  const format = useFormat()
  const primary = complaint.offers.find((offer) => offer.primary)
  const others = complaint.offers.filter((offer) => !offer.primary)
  return (
    <header className={classes.header}>
      <PlaceTitle title={complaint.number}>
        <span className="numbers">{complaint.number}</span>
      </PlaceTitle>
      <LevelBadge level={complaint.level} />
      <StateLabel state={complaint.state} />
      {complaint.round > 1 && <span className={classes.dim}>{t('round', { round: complaint.round })}</span>}
      {complaint.clock !== null && (
        <span className={classes.replyDue}>
          <ClockName kind={complaint.clock.kind} dueAt={complaint.clock.dueAt} />
          <Due dueAt={complaint.clock.dueAt} provisional={complaint.clock.provisional} icon={false} />
        </span>
      )}
      {complaint.hold !== null && (
        <span className={classes.dim}>{t('onHold', { until: format.short(complaint.hold.until) })}</span>
      )}
      <span className={classes.headerActions}>
        {primary !== undefined && (
          <Button onClick={() => onAction(primary.action)} loading={pending}>
            {t(`words:action.${primary.action}`)}
          </Button>
        )}
        <PrintMenu complaint={complaint}>
          <Button variant="default" leftSection={<IconPrinter size={16} stroke={1.75} aria-hidden />}>
            {t('words:action.print')}
          </Button>
        </PrintMenu>
        <OfferMenu
          label={t('moreActions')}
          groups={Object.entries(groups).map(([group, members]) => ({
            label: t(`menu.${group}`),
            offers: others
              .filter((offer) => members.some((action) => action === offer.action))
              .map(({ action, missing }) => ({
                action,
                word: t(`words:action.${action}`),
                why: missing.map((condition) => t(`words:condition.${condition}`)),
              })),
          }))}
          onAction={onAction}
        />
      </span>
    </header>
  )
}
