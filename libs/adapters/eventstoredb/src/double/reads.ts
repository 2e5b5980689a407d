import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js'
import type { ServiceError } from '@grpc/grpc-js'
import type { Ledger } from './ledger.js'
import { nameOf } from './proposed.js'
import { badRequest, notARecord } from './refusals.js'
import type { StoredEvent } from './stored-event.js'
import type { StreamHistory } from './stream-history.js'

export type Found =
  | { readonly is: 'found'; readonly events: Iterable<StoredEvent> }
  | { readonly is: 'absent' }
  | { readonly is: 'deleted' }
  | { readonly is: 'refused'; readonly why: ServiceError }

const BACKWARDS = 1

/** One stream, from a revision (inclusive in both directions), at most `count` events. */
export function readStream(ledger: Ledger, options: ReadReq.Options): Found {
  const from = options.getStream()
  const backwards = options.getReadDirection() === BACKWARDS
  if (options.getCount() === '0') return { is: 'refused', why: badRequest('A read of no events.') }
  if (from?.hasEnd() === true && !backwards) return { is: 'refused', why: badRequest('A forward read from the end.') }
  const history = ledger.history(nameOf(from?.getStreamIdentifier()))
  if (history?.tombstoned === true) return { is: 'deleted' }
  if (history === undefined || history.absent) return { is: 'absent' }
  const first = from?.hasEnd() === true ? history.last : from?.hasRevision() === true ? BigInt(from.getRevision()) : 0n
  return { is: 'found', events: ofStream(history, first, backwards ? -1n : 1n, BigInt(options.getCount())) }
}

function* ofStream(history: StreamHistory, first: bigint, step: 1n | -1n, count: bigint): Iterable<StoredEvent> {
  for (let revision = first, given = 0n; given < count; revision += step) {
    if (revision < 0n || revision > history.last) return
    const event = history.readable(revision)
    if (!event) continue
    given += 1n
    yield event
  }
}

/** The whole log, from a position (inclusive forwards, exclusive backwards). Has no filter: the client never sends one with a read. */
export function readAll(ledger: Ledger, options: ReadReq.Options): Found {
  const from = options.getAll()
  const backwards = options.getReadDirection() === BACKWARDS
  if (options.getCount() === '0') return { is: 'refused', why: badRequest('A read of no events.') }
  if (from?.hasEnd() === true && !backwards) return { is: 'refused', why: badRequest('A forward read from the end.') }
  const place = placeIn(ledger, options)
  if (place.is === 'nowhere') return { is: 'refused', why: notARecord() }
  return { is: 'found', events: ofAll(ledger.all, place.index, backwards, BigInt(options.getCount())) }
}

function* ofAll(all: readonly StoredEvent[], index: number, backwards: boolean, count: bigint): Iterable<StoredEvent> {
  let at = backwards ? index - 1 : index
  for (let given = 0n; given < count; given += 1n) {
    const event = all[at]
    if (!event) return
    at += backwards ? -1 : 1
    yield event
  }
}

/** `record`: the record that was named; `behind`: the first of those that follow. */
type Place = { readonly is: 'record' | 'behind'; readonly index: number } | { readonly is: 'nowhere' }

/** Where in the log a read or a subscription begins. A position must be that of a record, or lie beyond the last. */
export function placeIn(ledger: Ledger, options: ReadReq.Options): Place {
  const from = options.getAll()
  if (from?.hasEnd() === true) return { is: 'behind', index: ledger.all.length }
  const position = from?.getPosition()
  if (!position) return { is: 'behind', index: 0 }
  const commit = BigInt(position.getCommitPosition())
  const prepare = BigInt(position.getPreparePosition())
  const index = ledger.indexFrom(commit)
  // A checkpoint over history without a match, which a subscription may resume from.
  if (options.hasSubscription() && prepare === 0n) return { is: 'behind', index }
  const event = ledger.all[index]
  if (!event) return { is: 'behind', index }
  return event.position === commit && prepare === commit ? { is: 'record', index } : { is: 'nowhere' }
}
