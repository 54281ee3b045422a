import { UnstyledButton } from '@mantine/core'
import { IconAlertTriangle, IconHeartBroken, IconHourglassLow, IconTrendingUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/format.ts'
import classes from './bell.module.css'
import { type Notice, useNoticeWords } from './notice-words.ts'

const icons = {
  soon: IconHourglassLow,
  late: IconAlertTriangle,
  raise: IconTrendingUp,
  broken: IconHeartBroken,
} as const

/** One notice: what it is about, when, whose complaint or case; opens it. */
export function NoticeLine({ notice, onOpen }: { notice: Notice; onOpen: () => void }) {
  const { t } = useTranslation('frame')
  const format = useFormat()
  const { what, when } = useNoticeWords()(notice)
  const Icon = icons[notice.kind]
  return (
    <li>
      <UnstyledButton className={classes.line} data-unseen={!notice.seen || undefined} onClick={onOpen}>
        <span className={classes.kind} data-kind={notice.kind}>
          <Icon size={16} stroke={1.75} aria-hidden />
        </span>
        <span className={classes.text}>
          <span className={classes.what}>
            {notice.seen ? null : <span className="only-for-readers">{t('bell.new')} </span>}
            {what}
          </span>
          <span className={classes.when}>{when}</span>
          <span className={classes.when}>
            <span className="numbers">{notice.number}</span> {notice.customerName}
          </span>
        </span>
        <time className={`numbers ${classes.when}`} dateTime={notice.at} title={format.exact(notice.at)}>
          {format.short(notice.at)}
        </time>
      </UnstyledButton>
    </li>
  )
}
