import { IconPaperclip } from '@tabler/icons-react'
import type { RequestDetail } from '../../api/requests.js'
import { messages } from '../../messages/messages.js'
import styles from './facts.module.css'
import { readableSize } from './size.js'

export function Attachments({ request }: { readonly request: RequestDetail }) {
  const attachments = request.attachments ?? []
  if (attachments.length === 0) return null
  return (
    <section className={styles['block']}>
      <h2>{messages.request.attachments}</h2>
      <ul>
        {attachments.map(({ id, name, size }) => (
          <li key={id} className={styles['attachment']}>
            <IconPaperclip size={15} aria-hidden="true" />
            <a href={`/api/v1/requests/${request.id}/attachments/${id}`} download={name}>
              {name}
            </a>
            <span className={styles['why']}>{readableSize(size)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
