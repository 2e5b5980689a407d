/** Names the key a personal value is sealed under: `person:<id>` or `request:<id>:<author>`. Destroying it erases all it sealed. */
export type KeyId = string

/** A value about a person, readable in memory. In the log it stands sealed ({@link Sealed}). */
export interface Readable<T> {
  readonly personal: T
  readonly under: KeyId
}

/** What is left of a personal value once its key is destroyed. */
export interface Erased {
  readonly erased: true
  readonly under: KeyId
}

export type Personal<T> = Readable<T> | Erased

/**
 * A personal value as the log keeps it. `commitment` is base64 SHA-256(salt ‖ JSON of the value); `box` is base64 of
 * nonce (12 bytes) ‖ AES-256-GCM(salt (16 bytes) ‖ JSON of the value) ‖ tag (16 bytes), with event id and field path as associated data.
 */
export interface Sealed {
  readonly sealed: 1
  readonly under: KeyId
  readonly commitment: string
  readonly box: string
}

export function personal<T>(value: T, under: KeyId): Personal<T> {
  return { personal: value, under }
}

/** The value, or what to show in its place once it is erased. */
export function reveal<T, U>(value: Personal<T>, whenErased: U): T | U {
  return 'personal' in value ? value.personal : whenErased
}

export const keyOfPerson = (personId: string): KeyId => `person:${personId}`
export const keyOfAuthor = (requestId: string, author: string): KeyId => `request:${requestId}:${author}`
