import type { Priority, Status } from '../api/requests.js'
import { messages } from '../messages/messages.js'
import { word } from '../messages/en/words.js'
import styles from './marks.module.css'

export function StatusMark({ status }: { readonly status: Status }) {
  return (
    <span className={styles['status']} data-status={status}>
      {word(messages.status, status)}
    </span>
  )
}

export function PriorityMark({ priority }: { readonly priority: Priority }) {
  return (
    <span className={styles['priority']} data-priority={priority} title={word(messages.priorityName, priority)}>
      {priority}
    </span>
  )
}

export type MarkTone = 'calm' | 'soon' | 'urgent' | 'breached' | 'paused'

/** A short word on a soft ground, for states of things that are not requests. */
export function Mark({ tone, children }: { readonly tone: MarkTone; readonly children: React.ReactNode }) {
  return (
    <span className={styles['mark']} data-tone={tone}>
      {children}
    </span>
  )
}
