import { messages } from '../../messages/messages.js'
import { word } from '../../messages/en/words.js'
import { Entry } from './Entry.js'
import { EntryIcon } from './EntryIcon.js'
import { inBrief, type Notices } from './gather-notices.js'
import styles from './timeline.module.css'

const { timeline: says } = messages.request

/** Notices that went out one after another: one line, and each of them when it is opened. */
export function NoticesEntry({ notices }: { readonly notices: Notices }) {
  const { kinds, delivered, failed } = inBrief(notices)
  const parts = [
    kinds.map((kind) => word(messages.notificationKind, kind)).join(', '),
    ...(delivered > 0 ? [says.delivered(delivered)] : []),
    ...(failed > 0 ? [says.failed(failed)] : []),
  ]
  return (
    <li className={styles['entry']}>
      <EntryIcon type="notification.sent.v1" />
      <details className={styles['notices']}>
        <summary>
          {says.notices}: {parts.filter((part) => part !== '').join(' · ')}
        </summary>
        <ol className={styles['entries']}>
          {notices.notices.map((entry) => (
            <Entry key={entry._id} entry={entry} />
          ))}
        </ol>
      </details>
    </li>
  )
}
