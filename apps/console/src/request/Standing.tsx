import { IconCircleCheck, IconGitMerge, IconHourglass, IconPlayerPause } from '@tabler/icons-react'
import type { RequestDetail } from '../api/requests.js'
import { Ago, Moment } from '../look/Moment.js'
import { messages } from '../messages/messages.js'
import { word } from '../messages/en/words.js'
import { RequestLink } from './RequestLink.js'
import styles from './request.module.css'

/** Why the request rests, or how it ended: what everybody who opens it asks first. */
export function Standing({ request: { status, waiting, hold, resolution, mergedInto } }: { readonly request: RequestDetail }) {
  if (status === 'waiting-for-client' && waiting !== undefined && waiting !== null)
    return (
      <div className={styles['standing']} data-tone="soon">
        <IconHourglass size={18} aria-hidden="true" />
        <div>
          <strong>{word(messages.status, status)}</strong> {waiting.since !== undefined && <Ago at={waiting.since} />}
          {waiting.what !== undefined && <p className={styles['told']}>{waiting.what}</p>}
          {waiting.resolveAt !== undefined && (
            <p className={styles['dim']}>
              {messages.request.waitingResolves} <Moment at={waiting.resolveAt} />
            </p>
          )}
        </div>
      </div>
    )
  if (status === 'on-hold' && hold !== undefined && hold !== null)
    return (
      <div className={styles['standing']} data-tone="soon">
        <IconPlayerPause size={18} aria-hidden="true" />
        <div>
          <strong>{messages.request.hold(word(messages.holdReason, hold.reason), word(messages.holdParty, hold.party))}</strong>
          {hold.note !== undefined && <p className={styles['told']}>{hold.note}</p>}
          {hold.until !== undefined && (
            <p className={styles['dim']}>
              {messages.request.holdUntil} <Moment at={hold.until} />
            </p>
          )}
        </div>
      </div>
    )
  if ((status === 'resolved' || status === 'closed') && resolution !== undefined && resolution !== null)
    return (
      <div className={styles['standing']} data-tone="calm">
        <IconCircleCheck size={18} aria-hidden="true" />
        <div>
          <strong>{messages.request.resolution(word(messages.resolutionCode, resolution.code))}</strong>
          {resolution.solution !== undefined && <p className={styles['told']}>{resolution.solution}</p>}
          {status === 'resolved' && resolution.closeAt !== undefined && (
            <p className={styles['dim']}>
              {messages.request.resolutionCloses} <Moment at={resolution.closeAt} />
            </p>
          )}
        </div>
      </div>
    )
  if (status === 'merged' && mergedInto !== undefined)
    return (
      <div className={styles['standing']} data-tone="calm">
        <IconGitMerge size={18} aria-hidden="true" />
        <div>
          {messages.request.mergedInto} <RequestLink id={mergedInto} titled />
        </div>
      </div>
    )
  return null
}
