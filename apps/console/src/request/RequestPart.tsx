import { lazy, Suspense } from 'react'
import type { RequestDetail } from '../api/requests.js'
import { Skeleton } from '@mantine/core'
import { Timeline } from './timeline/Timeline.js'
import type { RequestTab } from './tabs.js'

const NotificationsPart = lazy(() =>
  import('./notifications/NotificationsPart.js').then(({ NotificationsPart: part }) => ({ default: part })),
)
const ClocksExplained = lazy(() =>
  import('./explanation/ClocksExplained.js').then(({ ClocksExplained: part }) => ({ default: part })),
)

interface RequestPartProps {
  readonly tab: RequestTab | undefined
  readonly request: RequestDetail
  readonly asked: string
}

export function RequestPart({ tab, request, asked }: RequestPartProps) {
  if (tab === undefined) return <Timeline request={request} asked={asked} />
  return (
    <Suspense fallback={<Skeleton height={240} />}>
      {tab === 'notifications' ? (
        <NotificationsPart request={request} asked={asked} />
      ) : (
        <ClocksExplained request={request} asked={asked} />
      )}
    </Suspense>
  )
}
