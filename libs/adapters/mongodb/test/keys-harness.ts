import { randomBytes } from 'node:crypto'
import type { KeysHarness } from '@spoc/platform-port-contracts'
import { BSON, MongoClient } from 'mongodb'
import { openMongoKeys } from '../src/index.js'
import { dropDatabase, freshDatabase, mongoUrl } from './server.js'

/** Keys on the server for the suite that every adapter passes. */
export async function keysHarness(): Promise<KeysHarness> {
  const database = freshDatabase()
  const mine = randomBytes(32)
  const open = (masterKey: Uint8Array) => openMongoKeys({ url: mongoUrl(), database, masterKey })
  let keys = await open(mine)
  return {
    get keys() {
      return keys
    },
    async reopen() {
      await keys.close()
      return (keys = await open(mine))
    },
    async openUnderAnotherMasterKey() {
      await keys.close()
      return (keys = await open(randomBytes(32)))
    },
    async bytesAtRest() {
      const client = new MongoClient(mongoUrl())
      const collections = await client.db(database).collections()
      const documents = await Promise.all(collections.map((collection) => collection.find().toArray()))
      await client.close()
      return Buffer.concat(documents.flat().map((document) => BSON.serialize(document)))
    },
    async close() {
      await keys.close()
      await dropDatabase(database)
    },
  }
}
