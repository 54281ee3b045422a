import { Radio, Stack, useMantineColorScheme } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useLanguageChoice } from '../frame/LanguageSwitch.tsx'
import classes from './settings.module.css'

const appearances = ['light', 'dark', 'auto'] as const

/** Language, kept with the person, and light or dark, kept on this computer. */
export function Appearance() {
  const { t } = useTranslation(['settings', 'frame'])
  const { language, choose } = useLanguageChoice()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <div className={classes.form}>
      <Radio.Group
        label={t('appearance.language')}
        description={t('appearance.languageHint')}
        value={language}
        onChange={(chosen) => choose(chosen === 'en' ? 'en' : 'zh-CN')}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="zh-CN" label="简体中文" lang="zh-CN" />
          <Radio value="en" label="English" lang="en" />
        </Stack>
      </Radio.Group>
      <Radio.Group
        label={t('appearance.scheme')}
        description={t('appearance.schemeHint')}
        value={colorScheme}
        onChange={(chosen) => setColorScheme(appearances.find((code) => code === chosen) ?? 'auto')}
      >
        <Stack gap="xs" mt="xs">
          {appearances.map((code) => (
            <Radio key={code} value={code} label={t(`frame:appearance.${code}`)} />
          ))}
        </Stack>
      </Radio.Group>
    </div>
  )
}
