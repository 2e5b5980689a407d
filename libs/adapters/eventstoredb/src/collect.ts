import type { StreamingRead } from '@eventstore/db-client'
import { again } from './again.js'
import { Deadline } from './deadline.js'
import { asUnavailable } from './failures.js'

/**
 * All that a read gives; begun anew where its connection breaks. EngineUnavailable where the server is away, or silent for the given time.
 * Every read asks for the leader: another node of a cluster may not have yet what was appended a moment ago.
 */
export function collect<Event>(begin: () => StreamingRead<Event>, deadlineMs: number): Promise<readonly Event[]> {
  return again(deadlineMs, (leftMs) => once(begin(), leftMs))
}

async function once<Event>(read: StreamingRead<Event>, deadlineMs: number): Promise<readonly Event[]> {
  const events: Event[] = []
  let fail: (error: unknown) => void = () => undefined
  const deadline = new Deadline(deadlineMs, (error) => fail(error))
  try {
    await new Promise<void>((resolve, reject) => {
      fail = reject
      read.on('data', (event: Event) => {
        deadline.again()
        events.push(event)
      })
      read.on('end', resolve)
      // Stays: an error after the deadline, heard by nobody, would end the process.
      read.on('error', reject)
    })
    return events
  } catch (error) {
    void read.cancel().catch(() => undefined)
    throw asUnavailable(error)
  } finally {
    deadline.clear()
  }
}
