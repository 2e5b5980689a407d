import { IconFilterOff, IconMoodSmile, IconSearchOff } from '@tabler/icons-react'
import { EmptyState } from '../look/EmptyState.js'
import screen from '../look/screen.module.css'
import { messages } from '../messages/messages.js'
import { filtersOn, type QueueFilters } from './filters.js'

const { queue } = messages

export function EmptyQueue({ filters }: { readonly filters: QueueFilters }) {
  return <div className={screen['card']}>{stateFor(filters)}</div>
}

function stateFor(filters: QueueFilters) {
  if (filters.q !== undefined)
    return <EmptyState icon={<IconSearchOff />} title={queue.emptySearch(filters.q)} hint={queue.emptySearchHint} />
  if (filtersOn(filters) > 0 || filters.view !== undefined)
    return <EmptyState icon={<IconFilterOff />} title={queue.emptyFiltered} hint={queue.emptyFilteredHint} />
  return <EmptyState icon={<IconMoodSmile />} title={queue.emptyOpen} hint={queue.emptyOpenHint} />
}
