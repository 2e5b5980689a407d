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

const tones: Readonly<Record<string, MarkTone>> = { sent: 'calm', waiting: 'soon', 'given-up': 'breached' }

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

function Line({ notification, onMail }: { readonly notification: Notification; readonly onMail: (id: string) => void }) {
  const { id, kind, via, to, subject, state, sentAt, at, attempts = 0, lastError, because, nextAttemptAt } = notification
  const tried = state === 'waiting' && attempts > 0
  return (
    <li className={styles['line']}>
      <div className={styles['head']}>
        <strong>{word(messages.notificationKind, kind)}</strong>
        <span className={styles['dim']}>{word(messages.via, via)}</span>
        <Mark tone={tones[state] ?? 'paused'}>{tried ? says.again : word(messages.notificationState, state)}</Mark>
        <span className={styles['when']}>
          <Ago at={sentAt ?? at} />
        </span>
      </div>
      <p>{subject}</p>
      <div className={styles['foot']}>
        {to !== undefined && to.length > 0 && (
          <span>
            {says.to}: {to.join(', ')}
          </span>
        )}
        {attempts > 1 && <span>{says.attempts(attempts)}</span>}
        {lastError !== undefined && state !== 'sent' && <span>{lastError}</span>}
        {because !== undefined && <span>{word(messages.suppressedBecause, because)}</span>}
        {tried && nextAttemptAt !== undefined && (
          <span>
            {says.nextAttempt} <Moment at={nextAttemptAt} />
          </span>
        )}
        {via === 'mail' && (
          <Button size="compact-xs" variant="subtle" onClick={() => onMail(id)}>
            {says.view}
          </Button>
        )}
      </div>
    </li>
  )
}
