import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { readParkedInputs, type Parked } from '../api/platform.js'
import { Told } from '../audit/Told.js'
import { Moment } from '../look/Moment.js'
import { ProblemAlert } from '../look/ProblemAlert.js'
import { messages } from '../messages/messages.js'
import styles from './platform.module.css'

const { platform: says } = messages

/** What waits, in order; the first is what failed. Personal values are not shown. */
export function WaitingInputs({ parked }: { readonly parked: Parked }) {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['parked', parked.context, parked.subject],
    queryFn: ({ signal }) => readParkedInputs(parked, signal),
  })
  if (error !== null) return <ProblemAlert error={error} onAgain={() => void refetch()} />
  if (isPending) return <Skeleton height={64} />
  return (
    <ol className={styles['inputs']}>
      {data.items.map(({ id, type, stream, revision, recordedAt, data: content }) => (
        <li key={id}>
          <div className={styles['line']}>
            <code>{type}</code>
            <span className={styles['dim']}>
              {stream} @ {revision} · <Moment at={recordedAt} />
            </span>
          </div>
          <details>
            <summary>{says.content}</summary>
            <Told value={content} />
          </details>
        </li>
      ))}
    </ol>
  )
}
