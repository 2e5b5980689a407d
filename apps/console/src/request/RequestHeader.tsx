import { ActionIcon, Tooltip } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconArrowLeft, IconCheck, IconCopy } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { RequestDetail } from '../api/requests.js'
import { PriorityMark, StatusMark } from '../look/marks.js'
import { messages } from '../messages/messages.js'
import { word } from '../messages/en/words.js'
import styles from './request.module.css'

export function RequestHeader({ request, client }: { readonly request: RequestDetail; readonly client: boolean }) {
  return (
    <header className={styles['head']}>
      <div className={styles['headLine']}>
        <Link to="/requests" className={styles['back']} aria-label={messages.request.back}>
          <IconArrowLeft size={18} aria-hidden="true" />
        </Link>
        <span className={styles['number']}>{request.number}</span>
        <CopyNumber number={request.number} />
        <PriorityMark priority={request.priority} />
        <StatusMark status={request.status} />
        <span className={styles['dim']}>
          {[word(messages.kind, request.kind), ...(client ? [] : [request.accountName ?? messages.queue.noAccount])].join(' · ')}
        </span>
      </div>
      <h1 className={styles['title']}>{request.title}</h1>
    </header>
  )
}

function CopyNumber({ number }: { readonly number: string }) {
  const clipboard = useClipboard({ timeout: 1_500 })
  const label = clipboard.copied ? messages.request.copied : messages.request.copy
  return (
    <Tooltip label={label}>
      <ActionIcon size="sm" variant="subtle" color="gray" aria-label={label} onClick={() => clipboard.copy(number)}>
        {clipboard.copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
      </ActionIcon>
    </Tooltip>
  )
}
