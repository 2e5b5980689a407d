import { Modal, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { readEngagement, type Engagement } from '../../api/routing.js'
import { Moment } from '../../look/Moment.js'
import { ProblemAlert } from '../../look/ProblemAlert.js'
import { messages } from '../../messages/messages.js'
import styles from './facts.module.css'

const { request: says } = messages

interface HandoverDialogProps {
  readonly id: string
  readonly asked: string
  readonly onClose: () => void
}

/** Everything the team was given, so that nobody has to say it twice. */
export function HandoverDialog({ id, asked, onClose }: HandoverDialogProps) {
  const { data, error } = useQuery({
    queryKey: ['request', asked, 'engagement', id],
    queryFn: ({ signal }) => readEngagement(id, signal),
  })
  return (
    <Modal
      opened
      onClose={onClose}
      title={says.handoverLong}
      size="lg"
      closeButtonProps={{ 'aria-label': messages.dialogs.cancel }}
    >
      {error !== null && <ProblemAlert error={error} />}
      {data === undefined && error === null && <Skeleton height={240} />}
      {data !== undefined && <Package engagement={data} />}
    </Modal>
  )
}

function Package({ engagement: { ask, handover } }: { readonly engagement: Engagement }) {
  return (
    <div className={styles['package']}>
      <Part title={says.handoverAsk} lines={ask === undefined ? [] : [ask]} />
      <Part title={says.handoverSummary} lines={handover?.summary === undefined ? [] : [handover.summary]} />
      <Part title={says.handoverTried} lines={handover?.tried ?? []} />
      <Part
        title={says.handoverContacts}
        lines={(handover?.contacts ?? []).map(({ name, role, reach }) =>
          [name, role, ...(reach ?? [])].filter(Boolean).join(' · '),
        )}
      />
      <Part
        title={says.handoverServices}
        lines={(handover?.services ?? []).map(({ name, serviceClass, site }) =>
          [name, serviceClass, site].filter(Boolean).join(' · '),
        )}
      />
      {(handover?.timeline ?? []).length > 0 && (
        <section>
          <h3>{says.handoverTimeline}</h3>
          <ul>
            {(handover?.timeline ?? []).map(({ at, what }) => (
              <li key={`${at}${what}`}>
                <span className={styles['why']}>
                  <Moment at={at} />
                </span>{' '}
                {what}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

function Part({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  if (lines.length === 0) return null
  return (
    <section>
      <h3>{title}</h3>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  )
}
