import {
  IconAlertTriangle,
  IconBell,
  IconBolt,
  IconCircleCheck,
  IconClock,
  IconFlame,
  IconGitMerge,
  IconInbox,
  IconMail,
  IconMessage,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconTrendingUp,
  IconUser,
  IconUsersGroup,
  IconX,
} from '@tabler/icons-react'
import { iconOf, type IconName } from './icon-of.js'
import styles from './timeline.module.css'

const icons: Readonly<Record<IconName, typeof IconBell>> = {
  message: IconMessage,
  received: IconInbox,
  person: IconUser,
  team: IconUsersGroup,
  clock: IconClock,
  warning: IconAlertTriangle,
  breach: IconFlame,
  page: IconBell,
  mail: IconMail,
  done: IconCircleCheck,
  pause: IconPlayerPause,
  go: IconPlayerPlay,
  merge: IconGitMerge,
  stop: IconX,
  change: IconPencil,
  alert: IconBolt,
  escalation: IconTrendingUp,
}

export function EntryIcon({ type }: { readonly type: string }) {
  const name = iconOf(type)
  const Icon = icons[name]
  return (
    <span className={styles['icon']} data-icon={name} aria-hidden="true">
      <Icon size={15} stroke={1.75} />
    </span>
  )
}
