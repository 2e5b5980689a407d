import type { BlobsHarness } from '@spoc/platform-port-contracts'
import { MongoClient } from 'mongodb'
import { openMongoBlobs } from '../src/index.js'
import { dropDatabase, freshDatabase, mongoUrl } from './server.js'

/** Blobs on the server for the suite that every adapter passes. */
export async function blobsHarness(): Promise<BlobsHarness> {
  const database = freshDatabase()
  const open = () => openMongoBlobs({ url: mongoUrl(), database })
  let blobs = await open()
  const left: (() => Promise<void>)[] = []
  return {
    get blobs() {
      return blobs
    },
    async reopen() {
      await blobs.close()
      return (blobs = await open())
    },
    async crash() {
      const dead = blobs
      left.push(() => dead.close())
      return (blobs = await open())
    },
    async damage(sha256) {
      const client = new MongoClient(mongoUrl())
      const file = await client.db(database).collection('blobs.files').findOne({ filename: sha256 })
      const chunks = client.db(database).collection('blobs.chunks')
      await chunks.updateOne({ files_id: file?._id }, { $set: { data: Buffer.alloc(1_000) } })
      await client.close()
    },
    async close() {
      await Promise.all([blobs.close(), ...left.map((close) => close())])
      await dropDatabase(database)
    },
  }
}
