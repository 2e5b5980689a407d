import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { Problem } from '../api/problem.js'

const again = (failures: number, error: unknown) => error instanceof Problem && error.passing && failures < 2

/** `onSignedOut` is called when the platform no longer knows the session. */
export function makeQueryClient(onSignedOut: () => void): QueryClient {
  const watch = (error: unknown) => {
    if (error instanceof Problem && error.status === 401) onSignedOut()
  }
  return new QueryClient({
    queryCache: new QueryCache({ onError: watch }),
    mutationCache: new MutationCache({ onError: watch }),
    defaultOptions: {
      queries: { staleTime: 5_000, gcTime: 300_000, retry: again, refetchOnWindowFocus: true },
      mutations: { retry: again, retryDelay: (failures) => 600 * 2 ** failures },
    },
  })
}
