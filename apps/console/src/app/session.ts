import { queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { readSession, readVersion, type Session, type SignedIn } from '../api/people.js'
import { hearNow } from '../time/ticker.js'

const EVERY_MS = 30_000

/** Who is signed in, and the platform's now; asked again from time to time, so that countdowns stay right. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }): Promise<Session> => {
    const session = await readSession(signal)
    hearNow(session.now, session.controlledClock === true)
    return session
  },
  staleTime: EVERY_MS,
  refetchInterval: EVERY_MS,
})

export function useSession(): Session {
  return useSuspenseQuery(sessionQuery).data
}

export function useMe(): SignedIn {
  return useSession().person
}

export function useVersion() {
  return useQuery({
    queryKey: ['version'],
    queryFn: ({ signal }) => readVersion(signal),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
}
