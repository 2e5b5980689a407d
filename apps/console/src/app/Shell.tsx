import { Outlet } from '@tanstack/react-router'
import { useState } from 'react'
import { ShortcutsDialog } from '../keys/ShortcutsDialog.js'
import { LiveProvider } from '../live/LiveProvider.js'
import { messages } from '../messages/messages.js'
import { Header } from './Header.js'
import { Navigation } from './Navigation.js'
import { useGoKeys } from './go-keys.js'
import styles from './shell.module.css'

/** The frame of all screens behind the sign-in. */
export function Shell() {
  const [help, setHelp] = useState(false)
  useGoKeys(() => setHelp(true))
  return (
    <LiveProvider>
      <a className={styles['skip']} href="#content">
        {messages.nav.skip}
      </a>
      <Header onHelp={() => setHelp(true)} />
      <main id="content" className={styles['content']} tabIndex={-1}>
        <Outlet />
      </main>
      <Navigation place="bottom" />
      {help && <ShortcutsDialog onClose={() => setHelp(false)} />}
    </LiveProvider>
  )
}
