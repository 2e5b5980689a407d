import { ConcurrencyConflict, NO_STREAM, type Appended, type NewEvent } from '@spoc/platform-ports'
import { again } from './again.js'
import type { AppendStream } from './append-stream.js'
import { checkedEvents } from './checked-events.js'
import { asUnavailable, typeOf } from './failures.js'

/**
 * Appends with the exact expected revision, never with a looser one, whose repeats the server forgets when it restarts. In doubt, the same
 * ids at the same revision are sent again, which the server answers with the first answer where it had written them.
 */
export async function appendTo(
  to: AppendStream,
  deadlineMs: number,
  stream: string,
  expected: number,
  newEvents: readonly NewEvent[],
): Promise<Appended> {
  if (!Number.isSafeInteger(expected) || expected < NO_STREAM) throw new TypeError(`${expected} is no revision to expect.`)
  const { events, tooLarge } = checkedEvents(stream, newEvents)
  if (tooLarge) throw tooLarge
  return again(deadlineMs, async (leftMs) => {
    try {
      return await to.append(stream, expected, events, leftMs)
    } catch (error) {
      throw typeOf(error) === 'wrong-expected-version' ? conflictOf(stream, expected, error) : asUnavailable(error)
    }
  })
}

function conflictOf(stream: string, expected: number, error: unknown): ConcurrencyConflict {
  const actual = error instanceof Error && 'actualVersion' in error ? error.actualVersion : undefined
  return new ConcurrencyConflict(stream, expected, typeof actual === 'bigint' ? Number(actual) : NO_STREAM)
}
