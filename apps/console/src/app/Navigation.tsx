import { IconCalendarEvent, IconChartBar, IconInbox, IconServerCog, IconShieldCheck, IconUrgent } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { messages } from '../messages/messages.js'
import { useMyPages } from '../pages/my-pages.js'
import { isClient, sectionsOf, type Section } from './roles.js'
import { useMe } from './session.js'
import styles from './shell.module.css'

const icons: Readonly<Record<Section, typeof IconInbox>> = {
  requests: IconInbox,
  pages: IconUrgent,
  works: IconCalendarEvent,
  reports: IconChartBar,
  audit: IconShieldCheck,
  platform: IconServerCog,
}

const addresses = {
  requests: '/requests',
  pages: '/pages',
  works: '/works',
  reports: '/reports',
  audit: '/audit',
  platform: '/platform',
} as const

/** The way between the screens: in the header on a desk, at the bottom on a phone. */
export function Navigation({ place }: { readonly place: 'top' | 'bottom' }) {
  const me = useMe()
  const { data: pages } = useMyPages()
  const open = pages?.items.length ?? 0
  return (
    <nav className={place === 'top' ? styles['top'] : styles['bottom']} aria-label={messages.nav.label}>
      {sectionsOf(me).map((section) => {
        const Icon = icons[section]
        const name = section === 'requests' ? (isClient(me) ? messages.nav.requests : messages.nav.queue) : messages.nav[section]
        return (
          <Link key={section} to={addresses[section]} className={styles['link']} activeOptions={{ includeSearch: false }}>
            <Icon size={18} stroke={1.75} aria-hidden="true" />
            <span>{name}</span>
            {section === 'pages' && open > 0 && (
              <span className={styles['badge']} aria-label={messages.pages.count(open)}>
                {open}
              </span>
            )}
          </Link>
        )
      })}
    </nav>
  )
}
