import { queryOptions, useInfiniteQuery, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo } from 'react'
import { allItems } from '../api/page.js'
import { readRequest, readTimeline } from '../api/requests.js'

export const requestQuery = (request: string) =>
  queryOptions({
    queryKey: ['request', request, 'detail'],
    queryFn: ({ signal }) => readRequest(request, signal),
    refetchInterval: 60_000,
  })

export const useRequest = (request: string) => useQuery(requestQuery(request))

/** The whole story: further pages are fetched one after another until the last. */
export function useTimeline(request: string, id: string | undefined) {
  const list = useInfiniteQuery({
    queryKey: ['request', request, 'timeline'],
    queryFn: ({ pageParam, signal }) => readTimeline(id ?? request, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    enabled: id !== undefined,
  })
  const { hasNextPage, isFetchingNextPage, isError, fetchNextPage } = list
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isError) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, isError, fetchNextPage])
  const entries = useMemo(() => allItems(list.data?.pages), [list.data])
  return { ...list, entries }
}

/** Asks anew for everything about the request, and for the lists it stands in. */
export function refetchRequest(queryClient: QueryClient, request: string): Promise<void> {
  void queryClient.invalidateQueries({ queryKey: ['requests'] })
  void queryClient.invalidateQueries({ queryKey: ['pages'] })
  return queryClient.invalidateQueries({ queryKey: ['request', request] })
}

export function useRefetchRequest(request: string): () => Promise<void> {
  const queryClient = useQueryClient()
  return useCallback(() => refetchRequest(queryClient, request), [queryClient, request])
}
