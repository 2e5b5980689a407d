import { createHash } from 'node:crypto'
import { freshBytes } from './fresh-bytes.js'

declare const kind: unique symbol

/** The identity of one thing of a kind, so that an engagement's id is not taken for a person's. */
export type Id<Kind extends string> = string & { readonly [kind]?: Kind }

/** UUIDv5 of a natural key (RFC 9562 §5.5): the same key has the same id on every replica. */
export function idOf<Kind extends string>(scope: string, ...key: readonly string[]): Id<Kind> {
  const bytes = createHash('sha1').update(`spoc:${scope}`).update('\u0000').update(key.join('\u0000')).digest().subarray(0, 16)
  return asUuid(bytes, 5)
}

/** UUIDv7 (RFC 9562 §5.7): sorts by the millisecond it was made in, which keeps indexes dense. */
export function newId<Kind extends string>(epochMs: number): Id<Kind> {
  const bytes = freshBytes(16)
  bytes.writeUIntBE(epochMs, 0, 6)
  return asUuid(bytes, 7)
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

export function isUuid(text: string): boolean {
  return uuidPattern.test(text)
}

function asUuid(bytes: Buffer, version: number): string {
  bytes[6] = (bytes[6]! & 0x0f) | (version << 4)
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
