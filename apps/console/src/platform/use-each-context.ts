import { useQueries } from '@tanstack/react-query'
import { contexts, type Context } from '../api/platform.js'
import type { Page } from '../api/page.js'

export interface OfContext<T> {
  readonly context: Context
  readonly item: T
}

/** One list of every context, put together; what one service does not answer is told, and the others are shown all the same. */
export function useEachContext<T>(
  name: string,
  ask: (context: Context, signal: AbortSignal) => Promise<Page<T>>,
  refetchEveryMs: number,
) {
  return useQueries({
    queries: contexts.map((context) => ({
      queryKey: [name, context],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) => ask(context, signal),
      refetchInterval: refetchEveryMs,
    })),
    combine: (results) => ({
      items: results.flatMap(({ data }, index): readonly OfContext<T>[] =>
        (data?.items ?? []).map((item) => ({ context: contexts[index]!, item })),
      ),
      isPending: results.some(({ isPending }) => isPending),
      error: results.find(({ error }) => error !== null)?.error ?? null,
      refetch: () => results.forEach(({ refetch }) => void refetch()),
    }),
  })
}
