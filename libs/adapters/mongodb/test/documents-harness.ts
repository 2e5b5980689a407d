import type { DocumentsHarness } from '@spoc/platform-port-contracts'
import { openMongoDocuments } from '../src/index.js'
import { dropDatabase, freshDatabase, mongoUrl } from './server.js'

/** Documents on the server for the suite that every adapter passes. */
export async function documentsHarness(): Promise<DocumentsHarness> {
  const database = freshDatabase()
  const open = () => openMongoDocuments({ url: mongoUrl(), database })
  let documents = await open()
  const left: (() => Promise<void>)[] = []
  return {
    get documents() {
      return documents
    },
    async reopen() {
      await documents.close()
      return (documents = await open())
    },
    async crash() {
      const dead = documents
      left.push(() => dead.close())
      return (documents = await open())
    },
    async close() {
      await Promise.all([documents.close(), ...left.map((close) => close())])
      await dropDatabase(database)
    },
  }
}
