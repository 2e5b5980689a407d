import { canonicalJson, type Instant } from '@spoc/platform-kernel'
import { eventHash, sha256, type StoredEvent } from '../proof/hash.js'
import { merkleRoot } from '../proof/merkle.js'

export const BUNDLE_FORMAT = 'spoc-bundle/1'

/** A stream in the bundle, complete from revision 0 to this one. */
export interface StreamHead {
  readonly stream: string
  readonly lastRevision: number
}

/** The first line of a bundle: what it is about, up to where it is complete, and what it must hold. */
export interface BundleHead {
  readonly format: typeof BUNDLE_FORMAT
  /** The request, work or account it is about, or the name of a period. */
  readonly subject: string
  readonly exportedAt: Instant
  /** Last log position it takes account of, a decimal number; and the instant asked for, where one was. */
  readonly asOf: { readonly position: string; readonly instant?: Instant }
  /** By name. */
  readonly streams: readonly StreamHead[]
  /** Hex hashes of the events, in log order. */
  readonly leaves: readonly string[]
  /** Hex RFC 6962 root over the leaves. */
  readonly root: string
  /** Hex SHA-256 over the RFC 8785 JSON of this head without this member. */
  readonly digest: string
}

/** An event as it is stored, personal fields sealed, with its hex hash. */
export type BundleEvent = StoredEvent & { readonly hash: string }

export interface Bundle {
  readonly head: BundleHead
  readonly events: readonly BundleEvent[]
}

/**
 * A bundle of events in log order. `streams` are the heads of all its streams as the log gave them, not as the events would have it: that
 * is what shows it complete. Throws where an event is missing or out of place, since such a bundle would not verify.
 */
export function makeBundle(content: {
  readonly subject: string
  readonly exportedAt: Instant
  readonly asOf: BundleHead['asOf']
  readonly streams: readonly StreamHead[]
  readonly events: readonly StoredEvent[]
}): Bundle {
  const streams = [...content.streams].sort((a, b) => (a.stream < b.stream ? -1 : 1))
  refuseIncomplete(streams, content.events)
  const events = content.events.map(({ id, stream, revision, type, metadata, data }): BundleEvent => {
    const event = { id, stream, revision, type, metadata, data }
    return { ...event, hash: eventHash(event).toString('hex') }
  })
  const leaves = events.map(({ hash }) => hash)
  const { subject, exportedAt, asOf } = content
  const head = { format: BUNDLE_FORMAT, subject, exportedAt, asOf, streams, leaves, root: rootOfHashes(leaves) } as const
  return { head: { ...head, digest: headDigest(head) }, events }
}

/** A bundle as text: a line for the head and one for each event, each RFC 8785 JSON and ended by a line feed, UTF-8. */
export function writeBundle({ head, events }: Bundle): string {
  return [head, ...events].map((line) => `${canonicalJson(line)}\n`).join('')
}

/** Hex root over hex hashes. */
export function rootOfHashes(hashes: readonly string[]): string {
  return merkleRoot(hashes.map((hash) => Buffer.from(hash, 'hex'))).toString('hex')
}

export function headDigest(head: Omit<BundleHead, 'digest'> & { readonly digest?: string }): string {
  const { digest: _, ...covered } = head
  return sha256([Buffer.from(canonicalJson(covered))]).toString('hex')
}

function refuseIncomplete(streams: readonly StreamHead[], events: readonly StoredEvent[]): void {
  const next = new Map(streams.map(({ stream }) => [stream, 0]))
  for (const { stream, revision } of events) {
    const expected = next.get(stream)
    if (revision !== expected)
      throw new Error(`${stream} goes on with revision ${revision}, not ${expected ?? 'in this bundle'}.`)
    next.set(stream, revision + 1)
  }
  for (const { stream, lastRevision } of streams)
    if (next.get(stream) !== lastRevision + 1)
      throw new Error(`${stream} has events up to revision ${lastRevision} that are not here.`)
}
