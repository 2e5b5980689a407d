import { Modal, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { readMail } from '../../api/notifications.js'
import { ProblemAlert } from '../../look/ProblemAlert.js'
import { messages } from '../../messages/messages.js'
import styles from './notifications.module.css'

/** The mail as it went out, headers and all. */
export function MailDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { data, error } = useQuery({ queryKey: ['mail', id], queryFn: ({ signal }) => readMail(id, signal) })
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={messages.request.notifications.mail}
      closeButtonProps={{ 'aria-label': messages.dialogs.cancel }}
    >
      {error !== null && <ProblemAlert error={error} />}
      {data === undefined && error === null && <Skeleton height={240} />}
      {data !== undefined && (
        <pre className={styles['mail']} tabIndex={0}>
          {data}
        </pre>
      )}
    </Modal>
  )
}
