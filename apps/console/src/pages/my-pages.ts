import { useQuery } from '@tanstack/react-query'
import { readMyPages } from '../api/routing.js'
import { isPaged } from '../app/roles.js'
import { useMe } from '../app/session.js'

/** The pages that wait for the person signed in; asked for only where somebody can be paged. */
export function useMyPages() {
  const me = useMe()
  return useQuery({
    queryKey: ['pages', 'mine'],
    queryFn: ({ signal }) => readMyPages(signal),
    enabled: isPaged(me),
    refetchInterval: 60_000,
  })
}
