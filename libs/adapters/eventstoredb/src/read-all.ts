import {
  BACKWARDS,
  END,
  FORWARDS,
  START,
  type EventStoreDBClient,
  type ReadAllOptions as AskedOfAll,
} from '@eventstore/db-client'
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
/** Twice what the server looks at between two checkpoints. */
const QUIET_PAGE = 64

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
    for (const { own } of page.records) if (own && hasPrefix(own.type, typePrefixes)) found.push(own)
    if (!page.full) break
    from = page.records.at(-1)?.position ?? from
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

/**
 * The position up to which the log goes on after another without an own event of these types; as far as one page reaches. The same
 * position where it does not.
 */
export async function quietAfter(
  client: EventStoreDBClient,
  deadlineMs: number,
  after: Position,
  typePrefixes: readonly string[] | undefined,
): Promise<Position> {
  const { records } = await readPage(client, deadlineMs, after, 'forwards', QUIET_PAGE)
  const next = records.findIndex(({ own }) => own !== undefined && hasPrefix(own.type, typePrefixes))
  return (next < 0 ? records : records.slice(0, next)).at(-1)?.position ?? after
}

interface Page {
  /** In the order read; `own` is missing for what was not written through the port. */
  readonly records: readonly { readonly position: Position; readonly own: Recorded | undefined }[]
  /** Whether there may be more. */
  readonly full: boolean
}

async function readPage(
  client: EventStoreDBClient,
  deadlineMs: number,
  from: Position | undefined,
  direction: 'forwards' | 'backwards',
  size: number,
): Promise<Page> {
  const forwards = direction === 'forwards'
  if (!forwards && from === 0n) return { records: [], full: false }
  const asked: AskedOfAll = {
    direction: forwards ? FORWARDS : BACKWARDS,
    fromPosition: from === undefined || from === 0n ? (forwards ? START : END) : { commit: from, prepare: from },
    maxCount: size,
    requiresLeader: true,
  }
  const given = await collect(() => client.readAll(asked), deadlineMs)
  const records = given.map((resolved) => ({ position: positionOf(resolved), own: recordedOf(resolved) }))
  // Forwards the server begins with the event at the position itself.
  const exclusive = records.filter(({ position }) => !forwards || from === undefined || position > from)
  return { records: exclusive, full: given.length === size }
}
