import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import type { QueueItem } from '../api/requests.js'
import { PriorityMark, StatusMark } from '../look/marks.js'
import { messages } from '../messages/messages.js'
import { word } from '../messages/en/words.js'
import { Age, NextDue, Signals, spocName } from './parts.js'
import styles from './queue.module.css'

const { columns, noAccount } = messages.queue

interface QueueTableProps {
  readonly items: readonly QueueItem[]
  /** A client with one account need not read its own name in every line. */
  readonly accounts: boolean
}

/** The queue on a desk: one line a request. */
export function QueueTable({ items, accounts }: QueueTableProps) {
  return (
    <table className={styles['table']}>
      <colgroup>
        <col className={styles['cNumber']} />
        <col />
        {accounts && <col className={styles['cAccount']} />}
        <col className={styles['cPriority']} />
        <col className={styles['cStatus']} />
        <col className={styles['cSpoc']} />
        <col className={styles['cDue']} />
        <col className={styles['cAge']} />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">{columns.number}</th>
          <th scope="col">{columns.title}</th>
          {accounts && <th scope="col">{columns.account}</th>}
          <th scope="col" aria-label={columns.priority}>
            {columns.priorityShort}
          </th>
          <th scope="col">{columns.status}</th>
          <th scope="col">{columns.spoc}</th>
          <th scope="col">{columns.due}</th>
          <th scope="col" className={styles['right']}>
            {columns.age}
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <Row key={item.id} item={item} accounts={accounts} />
        ))}
      </tbody>
    </table>
  )
}

const Row = memo(function Row({ item, accounts }: { readonly item: QueueItem; readonly accounts: boolean }) {
  return (
    <tr>
      <td className={styles['number']}>{item.number}</td>
      <td>
        <span className={styles['titleCell']}>
          <Link
            to="/requests/$request"
            params={{ request: item.number }}
            className={styles['open']}
            data-row-link={item.id}
            title={item.title}
          >
            {item.title}
          </Link>
          <Signals item={item} />
          <span className={styles['kind']}>{word(messages.kind, item.kind)}</span>
        </span>
      </td>
      {accounts && (
        <td className={styles['cut']} title={item.accountName ?? noAccount}>
          {item.accountName ?? <em className={styles['dim']}>{noAccount}</em>}
        </td>
      )}
      <td>
        <PriorityMark priority={item.priority} />
      </td>
      <td>
        <StatusMark status={item.status} />
      </td>
      <td className={styles['cut']} title={spocName(item.spoc)}>
        {spocName(item.spoc)}
      </td>
      <td data-accounts={accounts}>
        <NextDue item={item} />
      </td>
      <td className={styles['right']}>
        <Age since={item.receivedAt} />
      </td>
    </tr>
  )
})
