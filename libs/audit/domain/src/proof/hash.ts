import { createHash } from 'node:crypto'
import { canonicalJson, type Recorded } from '@spoc/platform-kernel'

const LEAF = Buffer.from([0])
const NODE = Buffer.from([1])

/** An event as the log keeps it, sealed fields and all, without its position: that a migration changes, and no proof rests on it. */
export type StoredEvent = Omit<Recorded, 'position'>

/** Of the empty tree (RFC 6962 §2.1). */
export const emptyRoot = sha256([])

/** Hash of a leaf: SHA-256(0x00 ‖ leaf). The prefix keeps a leaf from being passed off as a node. */
export function leafHash(leaf: Uint8Array): Buffer {
  return sha256([LEAF, leaf])
}

/** Hash of an inner node: SHA-256(0x01 ‖ left ‖ right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return sha256([NODE, left, right])
}

/** The leaf hash of an event, over the RFC 8785 JSON of what is stored of it; the same for ever, on every server. */
export function eventHash({ id, stream, revision, type, metadata, data }: StoredEvent): Buffer {
  return leafHash(Buffer.from(canonicalJson({ id, stream, revision, type, metadata, data })))
}

export function sha256(parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}
