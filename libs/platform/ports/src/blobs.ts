/** Bytes by their checksum: raw mails, long bodies, attachments. */
export interface Blobs {
  /** Keeps the bytes, durably when it resolves; the same bytes again are kept once. Resolves to the SHA-256 in hex. */
  put(bytes: Uint8Array): Promise<string>
  /** Nothing where there is none; the bytes are checked against their name. */
  get(sha256: string): Promise<Uint8Array | undefined>
  has(sha256: string): Promise<boolean>
  remove(sha256: string): Promise<void>
  ping(): Promise<void>
  close(): Promise<void>
}

export const BLOB_LIMIT_BYTES = 32 * 1024 * 1024
