import { BACKWARDS, END, FORWARDS, START, type EventStoreDBClient } from '@eventstore/db-client'
import type { Position, Recorded } from '@spoc/platform-kernel'
import { collect } from './collect.js'
import { positionOf, recordedOf } from './recorded.js'

export interface ReadAllOptions {
  readonly from?: Position | undefined
  readonly direction?: 'forwards' | 'backwards'
  readonly limit: number
  readonly typePrefixes?: readonly string[] | undefined
}

const LARGEST_PAGE = 1024

/**
 * Own events of the log, from a position exclusive. The client's readAll cannot filter (it ignores the option), so everything is
 * fetched, in pages that grow, and filtered here: a rare type costs a walk over the log.
 */
export async function readAll(
  client: EventStoreDBClient,
  deadlineMs: number,
  options: ReadAllOptions,
): Promise<readonly Recorded[]> {
  const { direction = 'forwards', limit, typePrefixes } = options
  const found: Recorded[] = []
  let from = options.from
  for (let size = Math.min(LARGEST_PAGE, limit + 16); found.length < limit; size = Math.min(LARGEST_PAGE, size * 4)) {
    const page = await readPage(client, deadlineMs, from, direction, size)
    found.push(...page.own.filter((event) => hasPrefix(event.type, typePrefixes)))
    if (page.last === undefined) break
    from = page.last
  }
  return found.slice(0, limit)
}

export function hasPrefix(type: string, prefixes: readonly string[] | undefined): boolean {
  return prefixes === undefined || prefixes.some((prefix) => type.startsWith(prefix))
}

/** Position of the last own event, 0 where there is none. */
export async function headOf(client: EventStoreDBClient, deadlineMs: number): Promise<Position> {
  const [last] = await readAll(client, deadlineMs, { direction: 'backwards', limit: 1 })
  return last?.position ?? 0n
}

interface Page {
  readonly own: readonly Recorded[]
  /** Position of the last event of any kind; nothing where the log ends here. */
  readonly last: Position | undefined
}

async function readPage(
  client: EventStoreDBClient,
  deadlineMs: number,
  from: Position | undefined,
  direction: 'forwards' | 'backwards',
  size: number,
): Promise<Page> {
  const forwards = direction === 'forwards'
  if (!forwards && from === 0n) return { own: [], last: undefined }
  const given = await collect(
    client.readAll({
      direction: forwards ? FORWARDS : BACKWARDS,
      fromPosition: from === undefined || from === 0n ? (forwards ? START : END) : { commit: from, prepare: from },
      maxCount: size,
    }),
    deadlineMs,
  )
  // Forwards the server begins with the event at the position itself.
  const after = given.filter((resolved) => !forwards || from === undefined || positionOf(resolved) > from)
  const lastGiven = given.at(-1)
  return {
    own: after.flatMap((resolved) => recordedOf(resolved) ?? []),
    last: lastGiven && given.length === size ? positionOf(lastGiven) : undefined,
  }
}
