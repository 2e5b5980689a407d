import { NO_STREAM as CLIENT_NO_STREAM, type EventData } from '@eventstore/db-client'
import { ConcurrencyConflict, NO_STREAM, type Appended, type NewEvent } from '@spoc/platform-ports'
import { again } from './again.js'
import { checkedEvents } from './checked-events.js'
import type { Connection } from './connection.js'
import { withinDeadline } from './deadline.js'
import { asUnavailable, typeOf } from './failures.js'

/**
 * Appends with the exact expected revision, never with a looser one, whose repeats the server forgets when it restarts. In doubt, the same
 * ids at the same revision are sent again, which the server answers with the first answer where it had written them.
 */
export async function appendTo(
  connection: Connection,
  deadlineMs: number,
  stream: string,
  expected: number,
  newEvents: readonly NewEvent[],
): Promise<Appended> {
  if (!Number.isSafeInteger(expected) || expected < NO_STREAM) throw new TypeError(`${expected} is no revision to expect.`)
  const { events, tooLarge } = checkedEvents(stream, newEvents)
  if (tooLarge) throw tooLarge
  return again(deadlineMs, (leftMs) => once(connection, leftMs, stream, expected, events))
}

async function once(
  { client, credentials }: Connection,
  deadlineMs: number,
  stream: string,
  expected: number,
  events: EventData[],
): Promise<Appended> {
  const expectedRevision = expected === NO_STREAM ? CLIENT_NO_STREAM : BigInt(expected)
  try {
    const deadline = Math.ceil(deadlineMs)
    const appending = client.appendToStream(stream, events, { expectedRevision, credentials, deadline, requiresLeader: true })
    const { nextExpectedRevision, position } = await withinDeadline(deadlineMs, appending)
    if (!position) throw new Error(`The server did not say where it put the events of ${stream}.`)
    return { revision: Number(nextExpectedRevision), position: position.commit }
  } catch (error) {
    throw typeOf(error) === 'wrong-expected-version' ? conflictOf(stream, expected, error) : asUnavailable(error)
  }
}

function conflictOf(stream: string, expected: number, error: unknown): ConcurrencyConflict {
  const actual = error instanceof Error && 'actualVersion' in error ? error.actualVersion : undefined
  return new ConcurrencyConflict(stream, expected, typeof actual === 'bigint' ? Number(actual) : NO_STREAM)
}
