import { Tooltip } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import { useMe } from '../api/me.tsx'
import { useTRPC } from '../api/trpc.ts'
import classes from './frame.module.css'
import { type Place, places } from './places.ts'

/** The main navigation: icons and words, icons alone under 1200 px, where the words stay for screen readers. */
export function Navigation() {
  const { t } = useTranslation(['frame', 'words'])
  const { staff, store } = useMe()
  const narrow = useMediaQuery('(max-width: 1199px)') ?? false
  const shown = places.filter((place) => place.roles === undefined || place.roles.includes(staff.role))
  return (
    <nav className={classes.side} aria-label={t('navigation')}>
      <div className={classes.mark} title={`${t('words:appName')} · ${store.name}`}>
        <span className={classes.seal} aria-hidden>
          签
        </span>
        <span className={classes.wideOnly}>{t('words:appName')}</span>
      </div>
      <ul className={classes.places}>
        {shown.map((place) => (
          <PlaceLink key={place.code} place={place} narrow={narrow} />
        ))}
      </ul>
      <div className={`${classes.storeName} ${classes.wideOnly}`}>
        {store.name}
        <br />
        {store.code}
      </div>
    </nav>
  )
}

function PlaceLink({ place, narrow }: { place: Place; narrow: boolean }) {
  const { t } = useTranslation('frame')
  const [path] = useLocation()
  const current = path === place.path || path.startsWith(`${place.path}/`)
  const Icon = place.icon
  const word = t(`place.${place.code}`)
  return (
    <li>
      <Tooltip label={word} position="right" disabled={!narrow}>
        <Link href={place.path} className={classes.place} aria-current={current ? 'page' : undefined}>
          <Icon size={18} stroke={1.75} aria-hidden />
          <span className={classes.placeWord}>{word}</span>
          {place.code === 'sign-off' ? <SignOffCount /> : null}
        </Link>
      </Tooltip>
    </li>
  )
}

/** How many papers wait for a signature: resolutions, and plans of refund and exchange. */
function SignOffCount() {
  const { t } = useTranslation('frame')
  const trpc = useTRPC()
  const complaints = useQuery(trpc.complaints.awaitingSignature.queryOptions())
  const cases = useQuery(trpc.cases.awaitingSignature.queryOptions())
  const count = (complaints.data?.length ?? 0) + (cases.data?.length ?? 0)
  if (count === 0) return null
  return (
    <span className={classes.count}>
      <span aria-hidden>{count}</span>
      <span className="only-for-readers">{t('waitingPapers', { count })}</span>
    </span>
  )
}
