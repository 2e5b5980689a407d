import { Button, Skeleton } from '@mantine/core'
import { IconArrowLeft, IconDownload } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useEffect, useMemo } from 'react'
import { bundleAddress, readHistory } from '../api/audit.js'
import { allItems } from '../api/page.js'
import { Problem } from '../api/problem.js'
import type { RequestDetail } from '../api/requests.js'
import { NotFound } from '../app/NotFound.js'
import { ProblemAlert } from '../look/ProblemAlert.js'
import screen from '../look/screen.module.css'
import { useTitle } from '../look/use-title.js'
import { messages } from '../messages/messages.js'
import { useRequest } from '../request/use-request.js'
import { AsOfPart } from './AsOfPart.js'
import styles from './audit.module.css'
import { HistoryTable } from './HistoryTable.js'

const route = getRouteApi('/inside/audit/$request')
const { audit: says } = messages

export function AuditOfRequestScreen() {
  const { request } = route.useParams()
  const { data, error, refetch } = useRequest(request)
  if (error instanceof Problem && error.status === 404) return <NotFound />
  return (
    <div className={screen['screen']} aria-busy={data === undefined}>
      {error !== null && <ProblemAlert error={error} onAgain={() => void refetch()} />}
      {data === undefined ? error === null && <Skeleton height={320} /> : <AuditOfRequest request={data} />}
    </div>
  )
}

function AuditOfRequest({ request: { id, number, title } }: { readonly request: RequestDetail }) {
  useTitle(`${says.title} · ${number}`)
  const history = useInfiniteQuery({
    queryKey: ['history', id],
    // Every look is put on record, so it is taken once, when the screen is opened.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    queryFn: ({ pageParam, signal }) => readHistory(id, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  })
  const { hasNextPage, isFetchingNextPage, isError, fetchNextPage } = history
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isError) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, isError, fetchNextPage])
  const events = useMemo(() => allItems(history.data?.pages), [history.data])
  return (
    <>
      <div className={screen['heading']}>
        <Link to="/audit" className={styles['back']} aria-label={says.back}>
          <IconArrowLeft size={18} aria-hidden="true" />
        </Link>
        <h1 className={screen['title']}>
          <Link to="/requests/$request" params={{ request: number }}>
            {number}
          </Link>{' '}
          {title}
        </h1>
        <span className={screen['spring']} />
        <Button
          variant="default"
          title={says.bundleHint}
          leftSection={<IconDownload size={16} aria-hidden="true" />}
          renderRoot={(props) => <a href={bundleAddress(id)} download={`${number}.bundle.ndjson`} {...props} />}
        >
          {says.bundle}
        </Button>
      </div>
      {history.error !== null && <ProblemAlert error={history.error} onAgain={() => void history.refetch()} />}
      {(history.isPending || hasNextPage) && history.error === null && <Skeleton height={320} />}
      {events.length > 0 && !hasNextPage && (
        <>
          <AsOfPart id={id} events={events} />
          <HistoryTable events={events} />
        </>
      )}
    </>
  )
}
