import { eventHash } from '../proof/hash.js'
import { align, outOfOrder, type Alignment } from './alignment.js'
import { headDigest, rootOfHashes, type BundleEvent, type BundleHead } from './bundle.js'
import type { EventPlace, Finding } from './finding.js'
import { readBundle } from './read-bundle.js'

/** What is on record of a bundle, elsewhere than in itself: the event `audit.bundle-exported.v1`. */
export interface RecordedBundle {
  readonly root: string
  readonly events: number
}

export interface Verdict {
  /** Unaltered and complete; without a record, as far as the bundle itself can tell. */
  readonly whole: boolean
  readonly findings: readonly Finding[]
  /** Absent where the bundle has no head that can be read. */
  readonly head?: BundleHead
  /** Events that could be read. */
  readonly events: number
}

/**
 * Checks a bundle with nothing but its text, and names every event that was changed, dropped, inserted, moved or renumbered. A forger who
 * rewrites the whole, head and all, is found out only by what is recorded elsewhere: give it where you have it.
 */
export function verifyBundle(text: string, recorded?: RecordedBundle): Verdict {
  const { head, events, findings } = readBundle(text)
  if (head === undefined) return { whole: false, findings, events: events.length }
  const hashes = events.map((event) => eventHash(event).toString('hex'))
  const all = [
    ...findings,
    ...aboutHead(head, hashes, recorded),
    ...aboutEvents(head, events, hashes, recorded),
    ...aboutStreams(head, events),
  ]
  return { whole: all.length === 0, findings: all, head, events: events.length }
}

function aboutHead(head: BundleHead, hashes: readonly string[], recorded: RecordedBundle | undefined): readonly Finding[] {
  const findings: Finding[] = []
  if (headDigest(head) !== head.digest) findings.push({ is: 'head-changed', what: 'digest' })
  if (rootOfHashes(head.leaves) !== head.root)
    findings.push({ is: 'head-changed', what: rootOfHashes(hashes) === head.root ? 'leaves' : 'root' })
  if (recorded !== undefined && (recorded.root !== head.root || recorded.events !== head.leaves.length))
    findings.push({ is: 'not-the-one-recorded', recordedRoot: recorded.root, root: head.root })
  return findings
}

function aboutEvents(
  head: BundleHead,
  events: readonly BundleEvent[],
  hashes: readonly string[],
  recorded: RecordedBundle | undefined,
): readonly Finding[] {
  const miscarried = events.flatMap((event, index): readonly Finding[] =>
    event.hash === hashes[index] ? [] : [{ is: 'changed', ...placeOf(event, index) }],
  )
  // Events that give the root are whole, whatever the list of leaves says.
  if (rootOfHashes(hashes) === (recorded?.root ?? head.root)) return miscarried
  const alignment = align(events, hashes, head.leaves)
  const known = miscarried.filter((finding) => 'index' in finding && alignment.leafOf[finding.index] !== undefined)
  return [...known, ...altered(head, events, alignment), ...moved(events, alignment), ...dropped(head, alignment)]
}

function altered(head: BundleHead, events: readonly BundleEvent[], { leafOf, wasLeaf }: Alignment): readonly Finding[] {
  return events.flatMap((event, index): readonly Finding[] => {
    if (leafOf[index] !== undefined) return []
    const place = placeOf(event, index)
    const leaf = wasLeaf.get(index)
    if (leaf === undefined) return [{ is: 'inserted', ...place }]
    const storedRevision = events.slice(0, index).filter(({ stream }) => stream === event.stream).length
    const asStored = eventHash({ ...event, revision: storedRevision }).toString('hex')
    return asStored === head.leaves[leaf] ? [{ is: 'renumbered', storedRevision, ...place }] : [{ is: 'changed', ...place }]
  })
}

function moved(events: readonly BundleEvent[], { leafOf }: Alignment): readonly Finding[] {
  const known = events.flatMap((event, index) => {
    const storedIndex = leafOf[index]
    return storedIndex === undefined ? [] : [{ storedIndex, place: placeOf(event, index) }]
  })
  const strays = outOfOrder(known.map(({ storedIndex }) => storedIndex))
  return known
    .filter((_, index) => strays.has(index))
    .map(({ storedIndex, place }) => ({ is: 'reordered', storedIndex, ...place }))
}

function dropped(head: BundleHead, { orphans }: Alignment): readonly Finding[] {
  return orphans.map((index) => ({ is: 'dropped', index, hash: head.leaves[index] ?? '' }))
}

function aboutStreams(head: BundleHead, events: readonly BundleEvent[]): readonly Finding[] {
  const last = new Map(head.streams.map(({ stream, lastRevision }) => [stream, lastRevision]))
  const seen = new Map<string, Set<number>>()
  const unaccounted = events.flatMap((event, index): readonly Finding[] => {
    const revisions = seen.get(event.stream) ?? new Set()
    const isKnown = event.revision <= (last.get(event.stream) ?? -1) && !revisions.has(event.revision)
    seen.set(event.stream, revisions.add(event.revision))
    return isKnown ? [] : [{ is: 'unaccounted', ...placeOf(event, index) }]
  })
  return [...unaccounted, ...head.streams.flatMap(({ stream, lastRevision }) => gaps(stream, lastRevision, seen.get(stream)))]
}

/** In ranges, so that a head that claims a huge stream costs nothing. */
function gaps(stream: string, lastRevision: number, seen: ReadonlySet<number> = new Set()): readonly Finding[] {
  const borders = [...seen].filter((revision) => revision <= lastRevision).sort((a, b) => a - b)
  return [...borders, lastRevision + 1].flatMap((next, index): readonly Finding[] => {
    const from = (borders[index - 1] ?? -1) + 1
    return from < next ? [{ is: 'missing', stream, from, to: next - 1 }] : []
  })
}

function placeOf({ id, stream, revision }: BundleEvent, index: number): EventPlace {
  return { index, id, stream, revision }
}
