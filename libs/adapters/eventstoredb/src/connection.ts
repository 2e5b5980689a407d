import { EventStoreDBClient, type Credentials } from '@eventstore/db-client'

export interface Connection {
  readonly client: EventStoreDBClient
  /** What goes with an append. */
  howToAppend(): { readonly credentials?: Credentials }
  close(): Promise<void>
}

/** Open in this process. */
const open = new Set<EventStoreDBClient>()

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
  const client = EventStoreDBClient.connectionString(connectionString)
  // Without TLS the client sends no credentials at all: any will do.
  const credentials = { username: decodeURIComponent(named?.[1] ?? 'spoc'), password: decodeURIComponent(named?.[2] ?? 'spoc') }
  open.add(client)
  return {
    client,
    // BatchAppend costs a quarter of a single Append, but keeps the pending appends of all clients of the process in one table: where one
    // connection breaks, the appends of the others are rejected or hang for good. With credentials the client uses Append.
    howToAppend: () => (open.size > 1 ? { credentials } : {}),
    close: async () => {
      open.delete(client)
      await client.dispose()
    },
  }
}
