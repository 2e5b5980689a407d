import { IconFlag, IconUrgent } from '@tabler/icons-react'
import type { QueueItem, Spoc } from '../api/requests.js'
import { isClient } from '../app/roles.js'
import { useMe } from '../app/session.js'
import { ClockCountdown } from '../look/ClockCountdown.js'
import { messages } from '../messages/messages.js'
import { word } from '../messages/en/words.js'
import { nextClock } from '../time/countdown.js'
import { roughly } from '../time/span.js'
import { useByNow } from '../time/use-now.js'
import styles from './queue.module.css'

const { queue } = messages

/** The clock that falls due next; a dash where none matters any more. */
export function NextDue({ item }: { readonly item: QueueItem }) {
  const clock = nextClock(item.clocks ?? [])
  if (clock === undefined) return <span className={styles['dim']}>{messages.none}</span>
  return <ClockCountdown clock={clock} named />
}

export function Age({ since }: { readonly since: string }) {
  const text = useByNow((now) => roughly(now - Date.parse(since), messages.units))
  return <span className="numerals">{text}</span>
}

export const spocName = (spoc: Spoc | null | undefined): string =>
  spoc === null || spoc === undefined
    ? queue.noSpoc
    : (spoc.personName ?? spoc.teamName ?? spoc.personId ?? spoc.teamId ?? messages.none)

/** What should catch the eye before the request is opened. */
export function Signals({ item }: { readonly item: QueueItem }) {
  const client = isClient(useMe())
  const flags = item.flags ?? []
  if (client) return null
  return (
    <>
      {item.openPageId !== undefined && item.openPageId !== null && (
        <span className={styles['paged']} title={queue.paged}>
          <IconUrgent size={16} aria-label={queue.paged} />
        </span>
      )}
      {flags.length > 0 && (
        <span className={styles['flagged']} title={flags.map((flag) => word(messages.flag, flag)).join('. ')}>
          <IconFlag size={16} aria-label={queue.flagged} />
        </span>
      )}
    </>
  )
}
