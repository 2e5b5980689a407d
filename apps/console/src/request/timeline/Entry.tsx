import { IconLock, IconWorld } from '@tabler/icons-react'
import { memo } from 'react'
import type { TimelineEntry } from '../../api/requests.js'
import { isClient } from '../../app/roles.js'
import { useMe } from '../../app/session.js'
import { Ago } from '../../look/Moment.js'
import { messages } from '../../messages/messages.js'
import { word } from '../../messages/en/words.js'
import { exactInstant, timeOfDay } from '../../time/instants.js'
import { isSaid } from './by-day.js'
import { EntryIcon } from './EntryIcon.js'
import { LongText } from './LongText.js'
import styles from './timeline.module.css'

const { timeline } = messages.request

/** Facts that repeat the words of the one they follow from. */
const REPEATS: ReadonlySet<string> = new Set(['routing.engagement-offered.v1'])

/** A delay between happening and recording that is worth telling. */
const LATE_MS = 120_000

export const Entry = memo(function Entry({ entry }: { readonly entry: TimelineEntry }) {
  const said = isSaid(entry)
  const { at, occurredAt, channel, text, title, type } = entry
  const actor = actorName(entry)
  const name = said || title?.startsWith(actor) === true ? undefined : actor
  const late = occurredAt !== undefined && Math.abs(Date.parse(at) - Date.parse(occurredAt)) > LATE_MS
  return (
    <li className={styles['entry']} data-said={said} data-public={entry.public}>
      <EntryIcon type={type} />
      <div className={styles['body']}>
        <div className={styles['line']}>
          <span className={styles['sentence']}>
            {said && title?.startsWith(actor) !== true && <strong>{actor} </strong>}
            {title ?? word({}, type)}
          </span>
          <span className={styles['meta']}>
            <Visibility isPublic={entry.public} />
            {name !== undefined && <span>{name}</span>}
            {channel !== undefined && entry.actor?.kind !== 'system' && (
              <span>{timeline.by(word(messages.channel, channel))}</span>
            )}
            <span className={styles['time']}>
              <time dateTime={at} title={exactInstant(at)}>
                {timeOfDay(at)}
              </time>{' '}
              (<Ago at={at} />)
            </span>
          </span>
        </div>
        {late && occurredAt !== undefined && (
          <p className={styles['late']}>
            {timeline.occurred} <Ago at={occurredAt} />, {timeOfDay(occurredAt)}
          </p>
        )}
        {text !== undefined && text !== '' && !REPEATS.has(type) && <LongText text={text} />}
      </div>
    </li>
  )
})

function actorName({ actor, onBehalfOf }: TimelineEntry): string {
  if (onBehalfOf?.name !== undefined) return timeline.onBehalf(actor?.name ?? timeline.somebody, onBehalfOf.name)
  if (actor === undefined || actor.kind === 'system') return timeline.platform
  return actor.name ?? word(messages.actorKind, actor.kind)
}

/** Whether the client sees it: told to staff only, since a client sees nothing else. */
function Visibility({ isPublic }: { readonly isPublic: boolean }) {
  if (isClient(useMe())) return null
  const Icon = isPublic ? IconWorld : IconLock
  return (
    <span className={styles['seen']} title={isPublic ? timeline.publicHint : timeline.internalHint}>
      <Icon size={13} aria-hidden="true" />
      {isPublic ? timeline.public : timeline.internal}
    </span>
  )
}
