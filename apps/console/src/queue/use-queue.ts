import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { allItems } from '../api/page.js'
import { readRequests, searchRequests } from '../api/requests.js'
import { fits, listQuery, type QueueFilters } from './filters.js'

const PAGE = 50

/** The requests that the address asks for, page by page. A new search or filter keeps the old rows until the new ones are there. */
export function useQueue(filters: QueueFilters) {
  const { q } = filters
  const query = q === undefined ? listQuery(filters) : { q }
  const list = useInfiniteQuery({
    queryKey: ['requests', query],
    queryFn: ({ pageParam, signal }) => {
      const asked = { ...query, limit: PAGE, cursor: pageParam }
      return q === undefined ? readRequests(asked, signal) : searchRequests(asked, signal)
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  })
  const items = useMemo(() => {
    const all = allItems(list.data?.pages)
    return q === undefined ? all : all.filter((item) => fits(filters, item))
  }, [list.data, q, filters])
  return { ...list, items }
}
