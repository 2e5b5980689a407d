import type { KeyId } from '@spoc/platform-kernel'

/** A key of 32 bytes, or the knowledge that there was one. */
export type KeyState =
  { readonly is: 'key'; readonly bytes: Uint8Array } | { readonly is: 'destroyed' } | { readonly is: 'unknown' }

/** Keys of personal data, wrapped under the master key. Kept and backed up apart from the log. */
export interface Keys {
  /** The keys of these ids, made where absent and durable when it resolves. A destroyed one is not made again. */
  ensure(ids: readonly KeyId[]): Promise<ReadonlyMap<KeyId, KeyState>>
  get(ids: readonly KeyId[]): Promise<ReadonlyMap<KeyId, KeyState>>
  /** Forgets the key for good; doing so again, or for one that never was, is no error and leaves `destroyed`. */
  destroy(id: KeyId): Promise<void>
  ping(): Promise<void>
  close(): Promise<void>
}
