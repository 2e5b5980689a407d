import type { Position, Recorded } from '@spoc/platform-kernel'
import { ConcurrencyConflict, type EventLog, type NewEvent, type ReadStreamOptions } from '@spoc/platform-ports'

/** As much of the port as decisions need: a year of facts is brought about in seconds, and read again as it was written. */
export class LogInMemory implements Pick<EventLog, 'append' | 'readStream'> {
  readonly streams = new Map<string, Recorded[]>()
  position: Position = 0n

  append(stream: string, expected: number, events: readonly NewEvent[]) {
    const written = this.streams.get(stream) ?? []
    this.streams.set(stream, written)
    if (written.length - 1 !== expected) return Promise.reject(new ConcurrencyConflict(stream, expected, written.length - 1))
    for (const event of events) {
      this.position += 1n
      written.push({ ...event, stream, revision: written.length, position: this.position })
    }
    return Promise.resolve({ revision: written.length - 1, position: this.position })
  }

  readStream(stream: string, { from = 0, limit }: ReadStreamOptions = {}): Promise<readonly Recorded[]> {
    const end = limit === undefined ? undefined : from + limit
    return Promise.resolve((this.streams.get(stream) ?? []).slice(from, end))
  }
}
