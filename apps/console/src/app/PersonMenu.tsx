import { Menu, useMantineColorScheme, type MantineColorScheme } from '@mantine/core'
import { IconDeviceDesktop, IconLogout, IconMoon, IconSun } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { signOut } from '../api/people.js'
import { messages } from '../messages/messages.js'
import { word } from '../messages/en/words.js'
import { useMe } from './session.js'
import styles from './shell.module.css'

const { header } = messages

const themes: readonly (readonly [MantineColorScheme, string, typeof IconSun])[] = [
  ['auto', header.themeAuto, IconDeviceDesktop],
  ['light', header.themeLight, IconSun],
  ['dark', header.themeDark, IconMoon],
]

const schemeOf = (chosen: unknown): MantineColorScheme => themes.find(([scheme]) => scheme === chosen)?.[0] ?? 'auto'

/** Who is signed in, how the console looks, and the way out. */
export function PersonMenu() {
  const me = useMe()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const leave = useMutation({
    mutationFn: signOut,
    onSettled: async () => {
      await navigate({ to: '/sign-in', search: {} })
      queryClient.clear()
    },
  })
  return (
    <Menu.Dropdown>
      <div className={styles['person']}>
        <strong>{me.name}</strong>
        <span>{me.email}</span>
        <span>{me.roles.map((role) => word(messages.role, role)).join(', ')}</span>
      </div>
      <Menu.Divider />
      <Menu.Label>{header.theme}</Menu.Label>
      <Menu.RadioGroup value={colorScheme} onChange={(chosen) => setColorScheme(schemeOf(chosen))}>
        {themes.map(([scheme, name, Icon]) => (
          <Menu.RadioItem key={scheme} value={scheme} rightSection={<Icon size={16} aria-hidden="true" />}>
            {name}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
      <Menu.Divider />
      <Menu.Item leftSection={<IconLogout size={16} aria-hidden="true" />} onClick={() => leave.mutate()}>
        {header.signOut}
      </Menu.Item>
    </Menu.Dropdown>
  )
}
