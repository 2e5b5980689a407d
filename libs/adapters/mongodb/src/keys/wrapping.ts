import { createCipheriv, createDecipheriv } from 'node:crypto'
import { freshBytes } from '@spoc/platform-kernel'

export const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Nonce (12 bytes) ‖ AES-256-GCM of the key (32) ‖ tag (16), with the key's id as associated data: a wrapped key serves under no other id. */
export function wrap(masterKey: Uint8Array, id: string, key: Uint8Array): Uint8Array {
  const nonce = freshBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', masterKey, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(id))
  return Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()])
}

/** Throws where the master key is another, or the wrapped key was changed or belongs to another id. */
export function unwrap(masterKey: Uint8Array, id: string, wrapped: Uint8Array): Uint8Array {
  const bytes = Buffer.from(wrapped)
  const nonce = bytes.subarray(0, NONCE_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', masterKey, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(id))
  try {
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
    return Uint8Array.from(Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]))
  } catch (cause) {
    throw new Error(`The master key does not open the key ${id}.`, { cause })
  }
}
