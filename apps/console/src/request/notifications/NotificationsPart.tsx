import { Button, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconMailOff } from '@tabler/icons-react'
import { useState } from 'react'
import { readNotifications, type Notification } from '../../api/notifications.js'
import type { RequestDetail } from '../../api/requests.js'
import { EmptyState } from '../../look/EmptyState.js'
import { Mark, type MarkTone } from '../../look/marks.js'
import { Ago, Moment } from '../../look/Moment.js'
import { ProblemAlert } from '../../look/ProblemAlert.js'
import screen from '../../look/screen.module.css'
import { messages } from '../../messages/messages.js'
import { word } from '../../messages/en/words.js'
import { MailDialog } from './MailDialog.js'
import styles from './notifications.module.css'

const { notifications: says } = messages.request

const tones: Readonly<Record<string, MarkTone>> = {
  sent: 'calm',
  delivered: 'calm',
  retrying: 'soon',
  'given-up': 'breached',
  failed: 'breached',
}

/** Everything that went out about the request, and whether it arrived. */
export function NotificationsPart({ request, asked }: { readonly request: RequestDetail; readonly asked: string }) {
  const [mail, setMail] = useState<string | undefined>(undefined)
  const { data, error, refetch } = useQuery({
    queryKey: ['request', asked, 'notifications'],
    queryFn: ({ signal }) => readNotifications(request.id, signal),
  })
  if (error !== null) return <ProblemAlert error={error} onAgain={() => void refetch()} />
  if (data === undefined) return <Skeleton height={240} />
  if (data.items.length === 0)
    return (
      <div className={screen['card']}>
        <EmptyState icon={<IconMailOff />} title={says.empty} hint={says.emptyHint} />
      </div>
    )
  return (
    <>
      <ul className={styles['list']}>
        {data.items.map((notification) => (
          <Line key={notification.id} notification={notification} onMail={setMail} />
        ))}
      </ul>
      {mail !== undefined && <MailDialog id={mail} onClose={() => setMail(undefined)} />}
    </>
  )
}

const viaOf = ({ via }: Notification): string | undefined => (typeof via === 'string' || via === undefined ? via : via.kind)
const toOf = ({ to }: Notification): string => (typeof to === 'string' ? to : (to ?? []).join(', '))

function Line({ notification, onMail }: { readonly notification: Notification; readonly onMail: (id: string) => void }) {
  const { id, kind, subject, state, sentAt, at, attempts, error, nextAttemptAt, mailId } = notification
  const told = sentAt ?? at
  return (
    <li className={styles['line']}>
      <div className={styles['head']}>
        <strong>{word(messages.notificationKind, kind)}</strong>
        <span className={styles['dim']}>{word(messages.via, viaOf(notification))}</span>
        <Mark tone={tones[state] ?? 'paused'}>{word(messages.notificationState, state)}</Mark>
        <span className={styles['when']}>{told !== undefined && <Ago at={told} />}</span>
      </div>
      <p>{subject}</p>
      <div className={styles['foot']}>
        {toOf(notification) !== '' && (
          <span>
            {says.to}: {toOf(notification)}
          </span>
        )}
        {attempts !== undefined && attempts > 1 && <span>{says.attempts(attempts)}</span>}
        {error !== undefined && error !== null && <span>{error}</span>}
        {nextAttemptAt !== undefined && nextAttemptAt !== null && (
          <span>
            {says.nextAttempt} <Moment at={nextAttemptAt} />
          </span>
        )}
        {viaOf(notification) === 'mail' && (state === 'sent' || state === 'delivered') && (
          <Button size="compact-xs" variant="subtle" onClick={() => onMail(mailId ?? id)}>
            {says.view}
          </Button>
        )}
      </div>
    </li>
  )
}
