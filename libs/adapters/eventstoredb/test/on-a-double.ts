import { randomUUID } from 'node:crypto'
import { EventStoreDBClient } from '@eventstore/db-client'
import { EventStoreDouble } from '../src/double/index.js'

export interface OnADouble {
  readonly double: EventStoreDouble
  /** The bare client, connected to it. */
  readonly client: EventStoreDBClient
  /** The name of a stream that is not there yet, another in each test. */
  readonly stream: string
}

/** A double with a client on it, for the tests of a describe: one for each of them, or one for all. */
export function onADouble(lifetime: 'one for each' | 'one for all'): OnADouble {
  const on: { double?: EventStoreDouble; client?: EventStoreDBClient; stream?: string } = {}
  const open = async () => {
    on.double = await EventStoreDouble.start()
    on.client = EventStoreDBClient.connectionString(on.double.connectionString)
  }
  const close = async () => {
    await on.client?.dispose()
    await on.double?.close()
  }
  if (lifetime === 'one for each') {
    beforeEach(open)
    afterEach(close)
  } else {
    beforeAll(open)
    afterAll(close)
  }
  beforeEach(() => {
    on.stream = `stream-${randomUUID()}`
  })
  return on as OnADouble
}
