import { NativeSelect, Skeleton } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { IconMessages } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { RequestDetail } from '../../api/requests.js'
import { EmptyState } from '../../look/EmptyState.js'
import { ProblemAlert } from '../../look/ProblemAlert.js'
import { messages } from '../../messages/messages.js'
import { useTimeline } from '../use-request.js'
import { byDay, isSaid } from './by-day.js'
import { DayHeading, dayKey } from './DayHeading.js'
import { Entry } from './Entry.js'
import { gatherNotices } from './gather-notices.js'
import { NoticesEntry } from './NoticesEntry.js'
import styles from './timeline.module.css'

const { timeline } = messages.request

interface TimelineProps {
  readonly request: RequestDetail
  readonly asked: string
}

/** Everything that happened, day by day, as sentences. */
export function Timeline({ request, asked }: TimelineProps) {
  const { entries, isPending, hasNextPage, error, refetch } = useTimeline(asked, request.id)
  const [order, setOrder] = useLocalStorage<'newest' | 'oldest'>({
    key: 'spoc.timeline-order',
    defaultValue: 'newest',
    getInitialValueInEffect: false,
  })
  const [shown, setShown] = useState<'everything' | 'conversation'>('everything')
  const days = useMemo(() => {
    const chosen = shown === 'everything' ? entries : entries.filter(isSaid)
    return byDay(order === 'newest' ? [...chosen].reverse() : chosen, dayKey)
  }, [entries, order, shown])
  const waiting = isPending || (hasNextPage && error === null)
  return (
    <section aria-label={messages.request.tabs.timeline} className={styles['timeline']} aria-busy={waiting}>
      <div className={styles['bar']}>
        <NativeSelect
          size="xs"
          aria-label={timeline.show}
          data={[
            { value: 'everything', label: timeline.everything },
            { value: 'conversation', label: timeline.conversation },
          ]}
          value={shown}
          onChange={({ currentTarget }) => setShown(currentTarget.value === 'conversation' ? 'conversation' : 'everything')}
        />
        <NativeSelect
          size="xs"
          aria-label={timeline.order}
          data={[
            { value: 'newest', label: timeline.newestFirst },
            { value: 'oldest', label: timeline.oldestFirst },
          ]}
          value={order}
          onChange={({ currentTarget }) => setOrder(currentTarget.value === 'oldest' ? 'oldest' : 'newest')}
        />
      </div>
      {error !== null && <ProblemAlert error={error} onAgain={() => void refetch()} />}
      {isPending && error === null && <Skeleton height={220} />}
      {!waiting && days.length === 0 && error === null && (
        <EmptyState icon={<IconMessages />} title={shown === 'everything' ? timeline.empty : timeline.emptyConversation} />
      )}
      {days.map(({ day, entries: ofDay }) => (
        <section key={day} className={styles['day']}>
          <DayHeading at={ofDay[0]?.at ?? day} />
          <ol className={styles['entries']}>
            {gatherNotices(ofDay).map((entry) =>
              'notices' in entry ? <NoticesEntry key={entry._id} notices={entry} /> : <Entry key={entry._id} entry={entry} />,
            )}
          </ol>
        </section>
      ))}
    </section>
  )
}
