import { createHash, randomBytes } from 'node:crypto'
import { type Blobs, BLOB_LIMIT_BYTES, EngineUnavailable, TooLarge } from '@spoc/platform-ports'
import { MongoClient } from 'mongodb'
import { dropDatabase, freshDatabase, mongoUrl } from '../../test/server.js'
import { openMongoBlobs } from './open-mongo-blobs.js'

describe('blobs on a real server', () => {
  let blobs: Blobs
  let server: MongoClient
  let database: string

  beforeEach(async () => {
    database = freshDatabase()
    blobs = await openMongoBlobs({ url: mongoUrl(), database })
    server = new MongoClient(mongoUrl())
  })
  afterEach(async () => {
    await blobs.close()
    await server.close()
    await dropDatabase(database)
  })
  const countOf = (collection: string): Promise<number> => server.db(database).collection(collection).countDocuments()

  it('gives bytes back by their checksum, also none and several chunks', async () => {
    for (const bytes of [new Uint8Array(), new Uint8Array(randomBytes(700_000))]) {
      const name = await blobs.put(bytes)
      expect(name).toBe(createHash('sha256').update(bytes).digest('hex'))
      expect(await blobs.get(name)).toEqual(bytes)
      expect(await blobs.has(name)).toBe(true)
    }
  })

  it('keeps the same bytes once, put by many at once', async () => {
    const bytes = randomBytes(300_000)
    const names = await Promise.all(Array.from({ length: 8 }, () => blobs.put(bytes)))
    expect(new Set(names).size).toBe(1)
    expect(await countOf('blobs.files')).toBe(1)
    expect(await countOf('blobs.chunks')).toBe(2)
  })

  it('removes a blob whole, and one that is not there', async () => {
    const name = await blobs.put(randomBytes(300_000))
    await blobs.remove(name)
    await blobs.remove(name)
    expect(await blobs.get(name)).toBeUndefined()
    expect(await countOf('blobs.chunks')).toBe(0)
  })

  it('gives no bytes that are not what their name says', async () => {
    const name = await blobs.put(Buffer.from('what was sent'))
    await server
      .db(database)
      .collection('blobs.chunks')
      .updateMany({}, { $set: { data: Buffer.from('what was said') } })
    await expect(blobs.get(name)).rejects.toThrow('damaged')
  })

  it('refuses one above the limit', async () => expect(blobs.put(new Uint8Array(BLOB_LIMIT_BYTES + 1))).rejects.toThrow(TooLarge))

  it('is unavailable where there is no server', async () => {
    const nowhere = await openMongoBlobs({ url: 'mongodb://127.0.0.1:9/', database: 'x' })
    await expect(nowhere.put(Buffer.from('x'))).rejects.toThrow(EngineUnavailable)
    await nowhere.close()
  })
})
