import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { KeyId } from '@spoc/platform-kernel'
import type { Blobs, Keys } from '@spoc/platform-ports'

const NONCE_BYTES = 12
const TAG_BYTES = 16

/**
 * Personal bytes that are too large for an event: each blob is sealed under a key of personal data and says which, so that whoever has its
 * checksum can read it, until the key is destroyed. A blob is: length of the key's id (2 bytes), the id, nonce (12), AES-256-GCM with the
 * id as associated data, tag (16).
 */
export class SealedBlobs {
  constructor(
    private readonly blobs: Blobs,
    private readonly keys: Keys,
  ) {}

  /** Durable when it resolves. `sha256` names the blob, `size` is that of the content in bytes. */
  async put(content: Uint8Array, under: KeyId): Promise<{ readonly sha256: string; readonly size: number }> {
    const key = (await this.keys.ensure([under])).get(under)
    if (key?.is !== 'key') throw new Error('The key that the content should be sealed under is destroyed.')
    const id = Buffer.from(under)
    const length = Buffer.alloc(2)
    length.writeUInt16BE(id.length)
    const nonce = randomBytes(NONCE_BYTES)
    const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce)
    cipher.setAAD(id)
    const box = Buffer.concat([length, id, nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()])
    return { sha256: await this.blobs.put(box), size: content.length }
  }

  /** Nothing where there is no such blob, or where its key is destroyed. */
  async get(sha256: string): Promise<Uint8Array | undefined> {
    const found = await this.blobs.get(sha256)
    if (found === undefined) return undefined
    const box = Buffer.from(found)
    const start = 2 + box.readUInt16BE(0)
    const under = box.toString('utf8', 2, start)
    const key = (await this.keys.get([under])).get(under)
    if (key?.is !== 'key') return undefined
    const decipher = createDecipheriv('aes-256-gcm', key.bytes, box.subarray(start, start + NONCE_BYTES))
    decipher.setAAD(box.subarray(2, start))
    decipher.setAuthTag(box.subarray(box.length - TAG_BYTES))
    return Buffer.concat([decipher.update(box.subarray(start + NONCE_BYTES, box.length - TAG_BYTES)), decipher.final()])
  }
}
