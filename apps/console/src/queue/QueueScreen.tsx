import { useMediaQuery } from '@mantine/hooks'
import { getRouteApi } from '@tanstack/react-router'
import { Button } from '@mantine/core'
import { isClient } from '../app/roles.js'
import { useMe } from '../app/session.js'
import { ProblemAlert } from '../look/ProblemAlert.js'
import screen from '../look/screen.module.css'
import { useTitle } from '../look/use-title.js'
import { messages } from '../messages/messages.js'
import { EmptyQueue } from './EmptyQueue.js'
import { changed, type QueueFilters } from './filters.js'
import { QueueCards } from './QueueCards.js'
import { QueueTable } from './QueueTable.js'
import { QueueToolbar } from './QueueToolbar.js'
import { QueueWaiting } from './QueueWaiting.js'
import { useQueue } from './use-queue.js'
import { useRowKeys } from './use-row-keys.js'

const route = getRouteApi('/inside/requests')
const { queue } = messages

/** The list of requests: what an agent looks at all day. */
export function QueueScreen() {
  const filters = route.useSearch()
  const navigate = route.useNavigate()
  const narrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false })
  const me = useMe()
  const client = isClient(me)
  useTitle(client ? queue.titleClient : queue.title)
  const { items, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage, isPlaceholderData } =
    useQueue(filters)
  const rows = useRowKeys()
  const change = (by: Parameters<typeof changed>[1]) => void navigate({ search: changed(filters, by), replace: true })
  return (
    <div className={screen['screen']}>
      <div className={screen['heading']}>
        <h1 className={screen['title']}>{client ? queue.titleClient : queue.title}</h1>
        <span className={`${screen['dim']} numerals`} role="status">
          {isPending ? '' : queue.count(items.length, hasNextPage)}
        </span>
      </div>
      <QueueToolbar filters={filters} onChange={change} onReset={() => void navigate({ search: {}, replace: true })} />
      {error !== null && <ProblemAlert error={error} onAgain={() => void refetch()} />}
      <div ref={rows} aria-busy={isPending || isPlaceholderData}>
        <Rows
          items={items}
          filters={filters}
          waiting={isPending && error === null}
          narrow={narrow}
          accounts={!client || me.accountIds.length > 1}
          failed={error !== null}
        />
      </div>
      {hasNextPage && (
        <div className={screen['more']}>
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {queue.more}
          </Button>
        </div>
      )}
    </div>
  )
}

interface RowsProps {
  readonly items: ReturnType<typeof useQueue>['items']
  readonly filters: QueueFilters
  readonly waiting: boolean
  readonly failed: boolean
  readonly narrow: boolean
  readonly accounts: boolean
}

function Rows({ items, filters, waiting, failed, narrow, accounts }: RowsProps) {
  if (waiting) return <QueueWaiting />
  if (items.length === 0) return failed ? null : <EmptyQueue filters={filters} />
  return narrow ? <QueueCards items={items} accounts={accounts} /> : <QueueTable items={items} accounts={accounts} />
}
