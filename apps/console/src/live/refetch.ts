import type { QueryClient } from '@tanstack/react-query'

/** Keys of everything about requests: lists under `requests`, one request's parts under `request`, its number or id, and the part. */
const LISTS = new Set(['requests', 'pages'])

/** Looks of an auditor: each is put on record, so none is repeated by itself. */
const LOOKS = new Set(['history', 'as-of'])

/** Asks anew for lists, and for what is on the screen about these requests. */
export function refetchAbout(queryClient: QueryClient, ids: ReadonlySet<string>): void {
  void queryClient.invalidateQueries({
    predicate: ({ queryKey: [kind, asked] }) =>
      (typeof kind === 'string' && LISTS.has(kind)) ||
      (kind === 'request' && typeof asked === 'string' && (ids.has(asked) || ids.has(idBehind(queryClient, asked) ?? ''))),
  })
}

/** Asks anew for everything on the screen; the rest is asked for when it is looked at. */
export function refetchAll(queryClient: QueryClient): void {
  void queryClient.invalidateQueries({ predicate: ({ queryKey: [kind] }) => !(typeof kind === 'string' && LOOKS.has(kind)) })
}

function idBehind(queryClient: QueryClient, asked: string): string | undefined {
  const found: unknown = queryClient.getQueryData(['request', asked, 'detail'])
  return typeof found === 'object' && found !== null && 'id' in found && typeof found.id === 'string' ? found.id : undefined
}
