import { setTimeout as pause } from 'node:timers/promises'
import { ConcurrencyConflict, EngineUnavailable, NO_STREAM, type Appended, type NewEvent } from '@spoc/platform-ports'
import type { AppendStream } from './append-stream.js'
import { checkedEvents, type ProposedEvent } from './checked-events.js'
import { asUnavailable, typeOf } from './failures.js'

/** Pauses before an append in doubt is tried again: enough for a connection that broke, not for a server that is away. */
const PAUSES_MS: readonly number[] = [20, 200]

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
  return untilInTime(to, deadlineMs, stream, expected, events)
}

async function untilInTime(
  to: AppendStream,
  deadlineMs: number,
  stream: string,
  expected: number,
  events: readonly ProposedEvent[],
): Promise<Appended> {
  const end = performance.now() + deadlineMs
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await once(to, end - performance.now(), stream, expected, events)
    } catch (error) {
      const pauseMs = PAUSES_MS[attempt]
      if (!(error instanceof EngineUnavailable) || pauseMs === undefined || performance.now() + pauseMs >= end) throw error
      await pause(pauseMs)
    }
  }
}

async function once(
  to: AppendStream,
  deadlineMs: number,
  stream: string,
  expected: number,
  events: readonly ProposedEvent[],
): Promise<Appended> {
  try {
    return await to.append(stream, expected, events, deadlineMs)
  } catch (error) {
    throw typeOf(error) === 'wrong-expected-version' ? conflictOf(stream, expected, error) : asUnavailable(error)
  }
}

function conflictOf(stream: string, expected: number, error: unknown): ConcurrencyConflict {
  const actual = error instanceof Error && 'actualVersion' in error ? error.actualVersion : undefined
  return new ConcurrencyConflict(stream, expected, typeof actual === 'bigint' ? Number(actual) : NO_STREAM)
}
