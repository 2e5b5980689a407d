import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core'
import { IconKeyboard, IconPlus, IconUserCircle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { LiveMark } from '../live/LiveMark.js'
import { messages } from '../messages/messages.js'
import { Navigation } from './Navigation.js'
import { PersonMenu } from './PersonMenu.js'
import { PlatformClock } from './PlatformClock.js'
import { mayOpenRequests } from './roles.js'
import { useMe } from './session.js'
import styles from './shell.module.css'

export function Header({ onHelp }: { readonly onHelp: () => void }) {
  const me = useMe()
  return (
    <header className={styles['header']}>
      <Link to="/requests" className={styles['brand']} aria-label={`${messages.product}, ${messages.productLong}`}>
        <svg viewBox="0 0 32 32" width="22" height="22" aria-hidden="true">
          <rect width="32" height="32" rx="8" fill="#0f5f7f" />
          <circle cx="16" cy="16" r="4" fill="#fff" />
          <path
            d="M16 5.5A10.5 10.5 0 0 1 26.5 16M16 26.5A10.5 10.5 0 0 1 5.5 16"
            fill="none"
            stroke="#fff"
            strokeWidth="3"
            strokeLinecap="round"
          />
        </svg>
        <span>{messages.product}</span>
      </Link>
      <Navigation place="top" />
      <div className={styles['tools']}>
        <PlatformClock />
        <LiveMark />
        {mayOpenRequests(me) && (
          <Button
            size="compact-sm"
            leftSection={<IconPlus size={16} aria-hidden="true" />}
            className={styles['new'] ?? ''}
            aria-label={messages.nav.newRequest}
            renderRoot={(props) => <Link to="/requests/new" {...props} />}
          >
            {messages.nav.newRequest}
          </Button>
        )}
        <Tooltip label={messages.header.shortcuts}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={messages.header.shortcuts}
            className={styles['help'] ?? ''}
            onClick={onHelp}
          >
            <IconKeyboard size={20} stroke={1.75} />
          </ActionIcon>
        </Tooltip>
        <Menu position="bottom-end" width={240}>
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" size="lg" aria-label={messages.header.account(me.name)}>
              <IconUserCircle size={22} stroke={1.75} />
            </ActionIcon>
          </Menu.Target>
          <PersonMenu />
        </Menu>
      </div>
    </header>
  )
}
