import { Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { IconChevronDown, IconKey, IconKeyboard, IconLogout } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { useMe } from '../api/me.tsx'
import { endSession } from '../api/session.ts'
import { useTRPC } from '../api/trpc.ts'
import classes from './frame.module.css'
import { paths } from './places.ts'

const appearances = ['light', 'dark', 'auto'] as const

/** Name and role; appearance, PIN, keys, sign out. */
export function PersonMenu({ onHelp }: { onHelp: () => void }) {
  const { t } = useTranslation(['frame', 'words'])
  const { staff } = useMe()
  const [, navigate] = useLocation()
  const queryClient = useQueryClient()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const signOut = useMutation({
    ...useTRPC().session.signOut.mutationOptions(),
    // Also when the desk does not answer: the person leaves, and the token dies with this window.
    onSettled: () => {
      queryClient.clear()
      endSession()
    },
  })
  return (
    <Menu
      position="bottom-end"
      width={220}
      transitionProps={{ duration: 120 }}
      withinPortal={false}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <UnstyledButton className={classes.person}>
          <span>{staff.name}</span>
          <span className={classes.dim}>{t(`words:role.${staff.role}`)}</span>
          <IconChevronDown size={14} stroke={1.75} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {staff.number} {staff.name}
        </Menu.Label>
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(chosen) => setColorScheme(appearances.find((code) => code === chosen) ?? 'auto')}
        >
          {appearances.map((code) => (
            <Menu.RadioItem key={code} value={code}>
              {t(`appearance.${code}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconKey size={16} stroke={1.75} aria-hidden />}
          onClick={() => navigate(paths.settingsTab('my-pin'))}
        >
          {t('person.changePin')}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} stroke={1.75} aria-hidden />} onClick={onHelp}>
          {t('keys.title')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLogout size={16} stroke={1.75} aria-hidden />}
          onClick={() => signOut.mutate()}
        >
          {t('person.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
