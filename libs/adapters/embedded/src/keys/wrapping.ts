import { createCipheriv, createDecipheriv } from 'node:crypto'
import { freshBytes } from '@spoc/platform-kernel'

const NONCE_BYTES = 12
const TAG_BYTES = 16
export const KEY_BYTES = 32

/** The box was not made under this master key for this name, or was altered. */
export class CannotUnwrap extends Error {
  constructor(name: string, cause?: unknown) {
    super(`The wrapped key ${name} does not open under the master key.`, { cause })
    this.name = 'CannotUnwrap'
  }
}

/** nonce ‖ AES-256-GCM(bytes) ‖ tag, with the name as associated data, so that boxes cannot change places. */
export function wrap(masterKey: Uint8Array, name: string, bytes: Uint8Array): Uint8Array {
  const nonce = freshBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', masterKey, nonce)
  cipher.setAAD(Buffer.from(name, 'utf8'))
  return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
}

export function unwrap(masterKey: Uint8Array, name: string, box: Uint8Array): Uint8Array {
  if (box.length < NONCE_BYTES + TAG_BYTES) throw new CannotUnwrap(name)
  const decipher = createDecipheriv('aes-256-gcm', masterKey, box.subarray(0, NONCE_BYTES))
  decipher.setAAD(Buffer.from(name, 'utf8'))
  decipher.setAuthTag(box.subarray(box.length - TAG_BYTES))
  try {
    // Bytes of its own: a small Buffer is cut from a pool of 8 KiB, all of which would stay for as long as somebody keeps the key.
    return new Uint8Array(Buffer.concat([decipher.update(box.subarray(NONCE_BYTES, box.length - TAG_BYTES)), decipher.final()]))
  } catch (error) {
    throw new CannotUnwrap(name, error)
  }
}
