import { createHash, randomBytes } from 'node:crypto'
import { BLOB_LIMIT_BYTES, TooLarge, type Blobs } from '@spoc/platform-ports'

/** What a spec of an adapter provides to the suite of the blobs. */
export interface BlobsHarness {
  readonly blobs: Blobs
  /** Closes the client in use and opens another on the same store. */
  reopen(): Promise<Blobs>
  /** Leaves the client in use as its process would by dying, and opens another on what the store has kept. */
  crash(): Promise<Blobs>
  /** Changes the kept bytes of a blob behind the store's back. */
  damage(sha256: string): Promise<void>
  close(): Promise<void>
}

/** The promise of the blobs, for the spec of each adapter. */
export function blobsContract(open: () => Promise<BlobsHarness>): void {
  describe('blobs', () => {
    let harness: BlobsHarness
    beforeAll(async () => {
      harness = await open()
    }, 120_000)
    afterAll(() => harness.close(), 120_000)
    const blobs = () => harness.blobs
    const read = async (sha256: string) => {
      const bytes = await blobs().get(sha256)
      return bytes && Buffer.from(bytes)
    }
    const absent = () => createHash('sha256').update(randomBytes(16)).digest('hex')

    it('names bytes by their SHA-256 and gives them back', async () => {
      const bytes = randomBytes(100_000)
      const sha256 = await blobs().put(bytes)
      expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
      expect(await read(sha256)).toEqual(bytes)
    })

    it('keeps an empty blob', async () => {
      const sha256 = await blobs().put(new Uint8Array())
      expect(await read(sha256)).toEqual(Buffer.alloc(0))
    })

    it('keeps the same bytes once, however many put them at once', async () => {
      const bytes = randomBytes(5_000)
      const names = await Promise.all(Array.from({ length: 10 }, () => blobs().put(bytes)))
      expect(new Set(names).size).toBe(1)
      expect(await read(names[0] ?? '')).toEqual(bytes)
      await blobs().remove(names[0] ?? '')
      expect(await blobs().has(names[0] ?? '')).toBe(false)
    })

    it('has nothing under a name that was never put, nor under a text that is no name', async () => {
      for (const name of [absent(), '', '../format.json', 'A'.repeat(64)]) {
        expect(await blobs().get(name)).toBeUndefined()
        expect(await blobs().has(name)).toBe(false)
      }
    })

    it('tells whether it has a blob', async () => {
      const sha256 = await blobs().put(randomBytes(10))
      expect(await blobs().has(sha256)).toBe(true)
    })

    it('removes a blob; removing it again is no error; it can be put again', async () => {
      const bytes = randomBytes(1_000)
      const sha256 = await blobs().put(bytes)
      await blobs().remove(sha256)
      await blobs().remove(sha256)
      expect(await blobs().get(sha256)).toBeUndefined()
      expect(await blobs().put(bytes)).toBe(sha256)
      expect(await read(sha256)).toEqual(bytes)
    })

    it('keeps blobs when it is closed and opened again, and when its process dies', async () => {
      const bytes = randomBytes(300_000)
      const sha256 = await blobs().put(bytes)
      await harness.reopen()
      expect(await read(sha256)).toEqual(bytes)
      await harness.crash()
      expect(await read(sha256)).toEqual(bytes)
    })

    it('does not give out bytes that are no longer those of their name', async () => {
      const sha256 = await blobs().put(randomBytes(1_000))
      await harness.damage(sha256)
      await expect(blobs().get(sha256)).rejects.toThrow(sha256)
    })

    it('takes a blob of 32 MiB', async () => {
      const bytes = Buffer.alloc(BLOB_LIMIT_BYTES, randomBytes(64))
      const sha256 = await blobs().put(bytes)
      expect((await blobs().get(sha256))?.length).toBe(BLOB_LIMIT_BYTES)
      await blobs().remove(sha256)
    })

    it('refuses a blob of one byte more, and keeps nothing', async () => {
      const bytes = Buffer.alloc(BLOB_LIMIT_BYTES + 1, randomBytes(64))
      await expect(blobs().put(bytes)).rejects.toThrow(TooLarge)
      expect(await blobs().has(createHash('sha256').update(bytes).digest('hex'))).toBe(false)
    })

    it('answers a ping', async () => expect(blobs().ping()).resolves.toBeUndefined())
  })
}
