import { Tooltip } from '@mantine/core'
import { IconClock, IconClockPause } from '@tabler/icons-react'
import { messages } from '../messages/messages.js'
import { shortInstant } from '../time/instants.js'
import { clockIsElsewhere, clockStands } from '../time/ticker.js'
import { useByNow } from '../time/use-now.js'
import { useSession } from './session.js'
import styles from './shell.module.css'

/** The platform's time, shown where it is not simply the time. */
export function PlatformClock() {
  const { controlledClock } = useSession()
  const elsewhere = useByNow(clockIsElsewhere)
  const stands = useByNow(clockStands)
  const time = useByNow((now) => shortInstant(new Date(now).toISOString()))
  if (!elsewhere && controlledClock !== true) return null
  const Icon = stands ? IconClockPause : IconClock
  const hint = stands ? messages.header.platformTimeStands : messages.header.platformTimeElsewhere
  return (
    <Tooltip label={elsewhere ? hint : messages.header.platformTimeControlled} multiline w={260}>
      <span className={styles['clock']} tabIndex={0} aria-label={messages.header.platformTime(time)}>
        <Icon size={16} stroke={1.75} aria-hidden="true" />
        <span className="numerals">{time}</span>
      </span>
    </Tooltip>
  )
}
