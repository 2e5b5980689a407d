import { EventStoreDBClient, type Credentials } from '@eventstore/db-client'

export interface Connection {
  readonly client: EventStoreDBClient
  /**
   * Given with every append, so that the client uses the Append call. Its other way, BatchAppend, costs it a quarter, but keeps the pending
   * appends of all clients of the process in one table, and ends the process where a stream breaks with writes still queued.
   */
  readonly credentials: Credentials
}

/** Reads `esdb://[user:password@]host[:port][,…][?options]`; refuses what this port cannot keep its promises with. Connects later, when asked. */
export function connectionTo(connectionString: string): Connection {
  const options = new URLSearchParams(/\?(.*)$/.exec(connectionString)?.[1]?.toLowerCase())
  if (options.get('throwonappendfailure') === 'false') {
    throw new Error(
      'The EventStoreDB connection string must not turn throwOnAppendFailure off: the client then tells wrong revisions.',
    )
  }
  const named = /^[^:]+:\/\/([^:/?]+):([^@/?]+)@/.exec(connectionString)
  const insecure = options.get('tls') === 'false'
  if (!named && !insecure) {
    throw new Error(
      'The EventStoreDB connection string must name a user and a password (esdb://user:password@host), or say tls=false.',
    )
  }
  return {
    client: EventStoreDBClient.connectionString(connectionString),
    // Without TLS the client sends no credentials at all: any will do.
    credentials: { username: decodeURIComponent(named?.[1] ?? 'spoc'), password: decodeURIComponent(named?.[2] ?? 'spoc') },
  }
}
