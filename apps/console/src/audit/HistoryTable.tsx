import { ActionIcon } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'
import type { AuditEvent } from '../api/audit.js'
import { usePersonName } from '../app/people-names.js'
import screen from '../look/screen.module.css'
import table from '../look/table.module.css'
import { messages } from '../messages/messages.js'
import { word } from '../messages/en/words.js'
import { exactInstant, shortInstant } from '../time/instants.js'
import styles from './audit.module.css'
import { Told } from './Told.js'

const { audit: says } = messages

/** Every event of the request over all services, in the one order of the log. */
export function HistoryTable({ events }: { readonly events: readonly AuditEvent[] }) {
  return (
    <section className={screen['card']}>
      <h2 className={styles['tableTitle']}>
        {says.history} <span className={screen['dim']}>{says.events(events.length)}</span>
      </h2>
      <div className={table['scroll']} tabIndex={0}>
        <table className={table['table']}>
          <thead>
            <tr>
              <th scope="col">
                <span className="spoken-only">{says.details}</span>
              </th>
              <th scope="col">{says.position}</th>
              <th scope="col">{says.recorded}</th>
              <th scope="col">{says.event}</th>
              <th scope="col">{says.stream}</th>
              <th scope="col">{says.actor}</th>
              <th scope="col">{says.hash}</th>
            </tr>
          </thead>
          <tbody>
            {events.map((event) => (
              <Row key={event.id} event={event} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Row({ event }: { readonly event: AuditEvent }) {
  const [open, setOpen] = useState(false)
  const nameOf = usePersonName()
  const { position, recordedAt, type, stream, revision, actor, channel, hash } = event
  return (
    <>
      <tr>
        <td>
          <ActionIcon
            size="sm"
            variant="subtle"
            color="gray"
            aria-expanded={open}
            aria-label={open ? says.hideDetails : says.showDetails}
            onClick={() => setOpen(!open)}
          >
            {open ? <IconChevronDown size={16} /> : <IconChevronRight size={16} />}
          </ActionIcon>
        </td>
        <td>{position}</td>
        <td>
          <time title={exactInstant(recordedAt)}>{shortInstant(recordedAt)}</time>
        </td>
        <td>
          <code>{type}</code>
        </td>
        <td title={stream}>
          {stream.replace(/-.*$/, '')} @ {revision}
        </td>
        <td>
          {actor?.kind === 'person' ? nameOf(actor.id) : word(messages.actorKind, actor?.kind)}
          {channel !== undefined && actor?.kind !== 'system' && (
            <span className={screen['dim']}> · {word(messages.channel, channel)}</span>
          )}
        </td>
        <td title={hash}>
          <code>{hash?.slice(0, 12)}</code>
        </td>
      </tr>
      {open && (
        <tr>
          <td />
          <td colSpan={6} className={styles['details']}>
            <Told value={event} />
          </td>
        </tr>
      )}
    </>
  )
}
