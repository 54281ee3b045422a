import { Button } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CaseAction } from '../../domain/case/moves.ts'
import type { CaseView } from '../../electron/desk/case-views.ts'
import complaint from '../complaint/complaint.module.css'
import { OfferMenu } from '../complaint/OfferMenu.tsx'
import { ClockName, Due } from '../parts/Due.tsx'
import { PlaceTitle } from '../parts/PlaceTitle.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { usePrint } from '../print/print.ts'
import { CaseStateLabel } from './CaseStateLabel.tsx'
import classes from './case.module.css'
import { useCaseWords } from './case-words.ts'

interface CaseHeaderProps {
  readonly view: CaseView
  /** An action without a form is on its way. */
  readonly pending: boolean
  readonly onAction: (action: CaseAction) => void
}

/** The menu's groups; every action of the table stands in exactly one. */
const groups = {
  steps: [
    'inspect',
    'receive_goods',
    'plan',
    'submit',
    'sign',
    'return_for_rework',
    'head_office_ruling',
    'take_payment',
    'pay_out',
    'start_repair',
    'end_repair',
    'goods_out',
    'finish',
    'adopt_purchase',
  ],
  record: ['add_file', 'note', 'link_complaint'],
  steer: ['reassign'],
  end: ['decline', 'withdraw', 'void'],
} as const satisfies Record<string, readonly CaseAction[]>

/** Which case this is, how it stands, and the one obvious next action. */
export function CaseHeader({ view, pending, onAction }: CaseHeaderProps) {
  const { t } = useTranslation('returns')
  const words = useCaseWords()
  const { print, problem } = usePrint()
  const primary = view.offers.find((offer) => offer.primary)
  const others = view.offers.filter((offer) => !offer.primary)
  return (
    <header className={`${complaint.header} ${classes.header}`}>
      <PlaceTitle title={view.number}>
        <span className="numbers">{view.number}</span>
      </PlaceTitle>
      <span>{words.matter(view)}</span>
      <CaseStateLabel state={view.state} />
      {view.clock !== null && (
        <span className={complaint.replyDue}>
          <ClockName kind={view.clock.kind} dueAt={view.clock.dueAt} />
          <Due dueAt={view.clock.dueAt} icon={false} />
        </span>
      )}
      <span className={complaint.headerActions}>
        {primary !== undefined && (
          <Button onClick={() => onAction(primary.action)} loading={pending}>
            {t(`words:caseAction.${primary.action}`)}
          </Button>
        )}
        {view.slip && (
          <Button
            variant="default"
            leftSection={<IconPrinter size={16} stroke={1.75} aria-hidden />}
            onClick={() => void print('slip', view.id, 'a4', `${view.number} ${t('slip')}`)}
          >
            {t('printSlip')}
          </Button>
        )}
        <OfferMenu
          label={t('complaint:moreActions')}
          groups={Object.entries(groups).map(([group, members]) => ({
            label: t(`complaint:menu.${group}`),
            offers: others
              .filter((offer) => members.some((action) => action === offer.action))
              .map(({ action, missing }) => ({
                action,
                word: t(`words:caseAction.${action}`),
                why: missing.map((condition) => t(`words:caseCondition.${condition}`)),
              })),
          }))}
          onAction={onAction}
        />
      </span>
      <div className={complaint.printProblem}>
        <ProblemNotice problem={problem} />
      </div>
    </header>
  )
}
