import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import type { QueueItem } from '../api/requests.js'
import { PriorityMark, StatusMark } from '../look/marks.js'
import { messages } from '../messages/messages.js'
import { Age, NextDue, Signals, spocName } from './parts.js'
import styles from './queue-cards.module.css'

interface QueueCardsProps {
  readonly items: readonly QueueItem[]
  /** A client with one account need not read its own name on every card. */
  readonly accounts: boolean
}

/** The queue on a phone: one card a request. */
export function QueueCards({ items, accounts }: QueueCardsProps) {
  return (
    <ul className={styles['cards']}>
      {items.map((item) => (
        <Card key={item.id} item={item} accounts={accounts} />
      ))}
    </ul>
  )
}

const Card = memo(function Card({ item, accounts }: { readonly item: QueueItem; readonly accounts: boolean }) {
  return (
    <li className={styles['card']}>
      <div className={styles['line']}>
        <PriorityMark priority={item.priority} />
        <span className={styles['number']}>{item.number}</span>
        <Signals item={item} />
        <span className={styles['age']}>
          <Age since={item.receivedAt} />
        </span>
      </div>
      <Link to="/requests/$request" params={{ request: item.number }} className={styles['open']} data-row-link={item.id}>
        {item.title}
      </Link>
      <div className={styles['who']}>
        {accounts && <span>{item.accountName ?? messages.queue.noAccount}</span>}
        <span>{spocName(item.spoc)}</span>
      </div>
      <div className={styles['foot']}>
        <StatusMark status={item.status} />
        <span className={styles['due']}>
          <NextDue item={item} />
        </span>
      </div>
    </li>
  )
})
