import { randomUUID } from 'node:crypto'
import { MongoClient } from 'mongodb'

/** The server that the suites run on. */
export function mongoUrl(): string {
  const url = process.env['MONGODB_URL']
  if (!url) throw new Error('MONGODB_URL is not set: `infra/native/engines up mongodb`, then `. .native/env`.')
  return url
}

/** A name no other run has. */
export function freshDatabase(): string {
  return `spec-${randomUUID()}`
}

/** Leaves nothing of a run behind. */
export async function dropDatabase(name: string): Promise<void> {
  const client = new MongoClient(mongoUrl())
  await client.db(name).dropDatabase()
  await client.close()
}
