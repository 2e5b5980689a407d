import {
  BACKWARDS,
  END,
  FORWARDS,
  START,
  type EventStoreDBClient,
  type ReadStreamOptions as AskedOfStream,
} from '@eventstore/db-client'
import type { Recorded } from '@spoc/platform-kernel'
import type { ReadStreamOptions } from '@spoc/platform-ports'
import { collect } from './collect.js'
import { typeOf } from './failures.js'
import { recordedOf } from './recorded.js'

/** The events of one stream; none where it is missing or was deleted. */
export async function readStream(
  client: EventStoreDBClient,
  deadlineMs: number,
  stream: string,
  { from, direction = 'forwards', limit }: ReadStreamOptions,
): Promise<readonly Recorded[]> {
  if (limit !== undefined && limit <= 0) return []
  if (direction === 'forwards') return read(client, deadlineMs, stream, { direction: FORWARDS, from, limit })
  const found = await read(client, deadlineMs, stream, { direction: BACKWARDS, from, limit })
  // From beyond the last revision the server gives nothing; the port begins at the last.
  if (found.length > 0 || from === undefined) return found
  const fromEnd = await read(client, deadlineMs, stream, { direction: BACKWARDS, from: undefined, limit })
  return fromEnd.filter((event) => event.revision <= from)
}

async function read(
  client: EventStoreDBClient,
  deadlineMs: number,
  stream: string,
  options: {
    readonly direction: typeof FORWARDS | typeof BACKWARDS
    readonly from: number | undefined
    readonly limit: number | undefined
  },
): Promise<readonly Recorded[]> {
  const { direction, from, limit } = options
  // A backward read begins at revision 0 unless told to begin at the end.
  const fromRevision = from === undefined ? (direction === FORWARDS ? START : END) : BigInt(from)
  try {
    const asked: AskedOfStream = {
      direction,
      fromRevision,
      requiresLeader: true,
      ...(limit === undefined ? {} : { maxCount: limit }),
    }
    const given = await collect(() => client.readStream(stream, asked), deadlineMs)
    return given.map((resolved) => {
      const recorded = recordedOf(resolved)
      if (!recorded) throw new Error(`Event ${resolved.event?.revision} of ${stream} was not written through the event log.`)
      return recorded
    })
  } catch (error) {
    if (typeOf(error) === 'stream-not-found') return []
    throw error
  }
}
