import { kinds, priorities, statuses, type Clock, type QueueItem, type Status } from '../api/requests.js'
import type { Query } from '../api/client.js'

export const sorts = ['due', '-received', 'received', 'priority'] as const
export type Sort = (typeof sorts)[number]

/** What stands in the address of the queue. What is as usual is left out, so that a plain address is the usual queue: all open, due first. */
export interface QueueFilters {
  readonly q?: string
  readonly view?: 'mine' | 'team'
  readonly team?: string
  /** `open` unless told. */
  readonly status?: Status | 'any'
  readonly kind?: (typeof kinds)[number]
  readonly priority?: (typeof priorities)[number]
  readonly account?: string
  /** Only what has a clock that runs and was warned of. */
  readonly clocks?: 'in-jeopardy'
  /** `due` unless told. */
  readonly sort?: Exclude<Sort, 'due'>
}

const oneOf = <T extends string>(list: readonly T[], value: unknown): T | undefined => list.find((known) => known === value)

const text = (value: unknown, longest: number): string | undefined =>
  (typeof value === 'string' || typeof value === 'number') && String(value).trim() !== ''
    ? String(value).slice(0, longest)
    : undefined

/** Reads an address; what it does not know is left out, so that an old or mistyped address still shows a queue. */
export function filtersFrom(search: Readonly<Record<string, unknown>>): QueueFilters {
  return withoutGaps({
    q: text(search['q'], 200),
    view: oneOf(['mine', 'team'] as const, search['view']),
    team: text(search['team'], 64),
    status: oneOf([...statuses, 'any'] as const, search['status']),
    kind: oneOf(kinds, search['kind']),
    priority: oneOf(priorities, search['priority']),
    account: text(search['account'], 64),
    clocks: oneOf(['in-jeopardy'] as const, search['clocks']),
    sort: oneOf(['-received', 'received', 'priority'] as const, search['sort']),
  })
}

/** The filters with a change; `undefined` takes a filter away. */
export function changed(
  filters: QueueFilters,
  change: { readonly [K in keyof QueueFilters]?: QueueFilters[K] | undefined },
): QueueFilters {
  return withoutGaps({ ...filters, ...change })
}

/** How many filters are on beside the search, the view and the order. */
export function filtersOn({ status, kind, priority, account, clocks }: QueueFilters): number {
  return [status, kind, priority, account, clocks].filter((filter) => filter !== undefined).length
}

/** What the list is asked for. A search has no filters: they narrow its hits afterwards, by {@link fits}. */
export function listQuery(filters: QueueFilters): Query {
  const { status, kind, priority, account, clocks, sort, view, team } = filters
  return {
    ...(status === undefined ? { open: true } : status === 'any' ? {} : { status }),
    kind,
    priority,
    accountId: account,
    sort: sort ?? 'due',
    ...(clocks === undefined ? {} : { inJeopardy: true }),
    ...(view === 'mine' ? { mine: true } : {}),
    ...(view === 'team' ? { teamId: team } : {}),
  }
}

/** Whether a hit of a search passes the filters that are on. Without a filter by status, closed ones are found too. */
export function fits({ status, kind, priority, account, clocks }: QueueFilters, item: QueueItem): boolean {
  return (
    (status === undefined || status === 'any' || item.status === status) &&
    (kind === undefined || item.kind === kind) &&
    (priority === undefined || item.priority === priority) &&
    (account === undefined || item.accountId === account) &&
    (clocks === undefined || (item.clocks ?? []).some(isInJeopardy))
  )
}

/** As the queue has it: a breached clock is in state `breached`, and `warned` is there once a warning was given under the promise it has. */
function isInJeopardy({ state, warned }: Clock): boolean {
  return state === 'running' && warned !== undefined
}

function withoutGaps(filters: { readonly [K in keyof QueueFilters]?: QueueFilters[K] | undefined }): QueueFilters {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined))
}
