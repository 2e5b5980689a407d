import type { ExpectedRevision } from './stored-event.js'

/** What the server knows of a stream when an append to it arrives. */
export interface StreamFacts {
  readonly stream: string
  /** Last revision, -1 where nothing was ever written. */
  readonly last: bigint
  readonly softDeleted: boolean
  readonly tombstoned: boolean
  readonly idAt: (revision: bigint) => string | undefined
  /** Where an id was last written; a cache in memory, empty after a start. */
  readonly recent: (id: string) => { readonly stream: string; readonly revision: bigint } | undefined
}

export type Verdict =
  | { readonly is: 'write' }
  | { readonly is: 'repeat'; readonly last: bigint }
  | { readonly is: 'conflict' }
  | { readonly is: 'deleted' }

const conflict: Verdict = { is: 'conflict' }
const write: Verdict = { is: 'write' }

/** Written, already there, or refused: the server's rule for idempotency, by expected revision and event ids. */
export function decideAppend(facts: StreamFacts, expected: ExpectedRevision, ids: readonly string[]): Verdict {
  if (facts.tombstoned) return { is: 'deleted' }
  if (expected === 'any') return byRecentIds(facts, ids)
  if (expected === 'stream-exists') {
    if (facts.softDeleted) return { is: 'deleted' }
    return facts.last < 0n ? conflict : byRecentIds(facts, ids)
  }
  return byRevision(facts, expected, ids)
}

/** Where any revision will do, only the cache tells a repeat: after a restart the same ids are written again. */
function byRecentIds({ stream, recent }: StreamFacts, ids: readonly string[]): Verdict {
  let last = -1n
  for (const [index, id] of ids.entries()) {
    const place = recent(id)
    if (place?.stream !== stream) return index === 0 ? write : conflict
    last = place.revision
  }
  return ids.length === 0 ? write : { is: 'repeat', last }
}

/** The ids at the revisions that follow the expected one; at the current revision there are none, so the same ids are written again. */
function byRevision(facts: StreamFacts, expected: 'no-stream' | bigint, ids: readonly string[]): Verdict {
  const after = expected === 'no-stream' ? -1n : expected
  if (after === facts.last) return write
  if (after > facts.last) return conflict
  let revision = after
  for (const [index, id] of ids.entries()) {
    revision += 1n
    if (facts.idAt(revision) === id) continue
    return index === 0 && expected === 'no-stream' && facts.softDeleted ? write : conflict
  }
  return ids.length === 0 ? conflict : { is: 'repeat', last: revision }
}
