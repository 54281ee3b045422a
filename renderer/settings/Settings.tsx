import { Tabs } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { paths } from '../frame/places.ts'
import { PlaceTitle } from '../parts/PlaceTitle.tsx'
import { ScriptSettings } from '../scripts/ScriptSettings.tsx'
import { Appearance } from './Appearance.tsx'
import { MyPin } from './MyPin.tsx'
import { PolicySettings } from './policy/PolicySettings.tsx'
import { Staff } from './Staff.tsx'
import { Store } from './Store.tsx'
import classes from './settings.module.css'

const tabs = [
  { code: 'store', panel: Store },
  { code: 'staff', panel: Staff },
  { code: 'policy', panel: PolicySettings },
  { code: 'scripts', panel: ScriptSettings },
  { code: 'my-pin', panel: MyPin },
  { code: 'appearance', panel: Appearance },
] as const

/**
 * Store, staff, policy, one's own PIN, language and appearance.
 * @param tab from the address; the store's when it is none of them
 */
export default function Settings({ tab }: { tab: string | null }) {
  const { t } = useTranslation('settings')
  const [, navigate] = useLocation()
  const shown = tabs.find(({ code }) => code === tab)?.code ?? 'store'
  return (
    <>
      <PlaceTitle title={t('title')} />
      <Tabs
        className={classes.tabs}
        value={shown}
        keepMounted={false}
        onChange={(code) => {
          if (code !== null) navigate(paths.settingsTab(code), { replace: true })
        }}
      >
        <Tabs.List>
          {tabs.map(({ code }) => (
            <Tabs.Tab key={code} value={code}>
              {t(`tab.${code}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map(({ code, panel: Panel }) => (
          <Tabs.Panel key={code} value={code} className={classes.panel}>
            <Panel />
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  )
}
