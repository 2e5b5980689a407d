import { canonicalJson, type KeyId, type Sealed } from '@spoc/platform-kernel'
import { sha256, type StoredEvent } from '../proof/hash.js'

/**
 * Discloses one personal field of one event, which stands sealed in the bundle: whoever has the key may hand it out, field by field, and
 * the proofs over the sealed event hold all the same.
 */
export interface Opening {
  readonly eventId: string
  /** Path of the field in the event's data, each member or index after a slash, e.g. `/reason`. */
  readonly path: string
  /** Base64, 16 bytes. */
  readonly salt: string
  readonly value: unknown
}

export type OpeningVerdict =
  /** The value is what was sealed, and nobody knew another when the event was written. */
  | { readonly is: 'proven'; readonly under: KeyId }
  /** Not the value that was sealed. */
  | { readonly is: 'other-value'; readonly under: KeyId }
  | { readonly is: 'no-such-event' }
  | { readonly is: 'no-sealed-field' }

/** Checks a disclosed value against the commitment in the event: SHA-256(salt ‖ RFC 8785 JSON of the value). */
export function checkOpening(events: readonly StoredEvent[], opening: Opening): OpeningVerdict {
  const event = events.find(({ id }) => id === opening.eventId)
  if (event === undefined) return { is: 'no-such-event' }
  const field = sealedFields(event.data).find(({ path }) => path === opening.path)
  if (field === undefined) return { is: 'no-sealed-field' }
  const { commitment, under } = field.sealed
  return { is: commitment === commitmentOf(opening.salt, opening.value) ? 'proven' : 'other-value', under }
}

export interface SealedField {
  readonly path: string
  readonly sealed: Sealed
}

/** The sealed fields of an event's data, in the order in which they stand. */
export function sealedFields(data: unknown, path = ''): readonly SealedField[] {
  if (typeof data !== 'object' || data === null) return []
  if (isSealed(data)) return [{ path, sealed: data }]
  return Object.entries(data).flatMap(([name, member]) => sealedFields(member, `${path}/${name}`))
}

/** Base64. */
export function commitmentOf(salt: string, value: unknown): string {
  return sha256([Buffer.from(salt, 'base64'), Buffer.from(canonicalJson(value))]).toString('base64')
}

function isSealed(value: object): value is Sealed {
  return 'sealed' in value && 'under' in value && 'commitment' in value && typeof value.commitment === 'string' && 'box' in value
}
