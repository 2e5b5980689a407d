import { setTimeout as pause } from 'node:timers/promises'
import { EngineUnavailable } from '@spoc/platform-ports'

/** Pauses before a call is tried again: enough for a connection that broke or a leader that moved, not for a server that is away. */
const PAUSES_MS: readonly number[] = [20, 200]

/**
 * Tries again what found the engine unavailable, within the deadline over all. Only for what may be asked twice: reads, and appends that the
 * server knows again by their ids and revision.
 */
export async function again<Answer>(deadlineMs: number, ask: (millisecondsLeft: number) => Promise<Answer>): Promise<Answer> {
  const end = performance.now() + deadlineMs
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await ask(end - performance.now())
    } catch (error) {
      const pauseMs = PAUSES_MS[attempt]
      if (!(error instanceof EngineUnavailable) || pauseMs === undefined || performance.now() + pauseMs >= end) throw error
      await pause(pauseMs)
    }
  }
}
