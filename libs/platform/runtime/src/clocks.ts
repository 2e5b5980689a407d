import { epochMs, instantOf, type Instant } from '@spoc/platform-kernel'
import type { Clock, Collection, Documents } from '@spoc/platform-ports'

/** The time of the machine. */
export function systemClock(): Clock {
  return {
    controlled: false,
    now: () => instantOf(Date.now()),
    moveTo: () => Promise.reject(new Error('The system clock cannot be moved.')),
    onMoved: () => () => undefined,
    close: () => Promise.resolve(),
  }
}

interface ClockDocument {
  readonly _id: string
  /** Where the clock stands; it follows the machine's time once it has been let go. */
  readonly at: Instant
  readonly follows: boolean
}

const LOOK_EVERY_MS = 200

/**
 * A clock that stands still until it is moved, the same for all processes on these documents. Moved to the machine's present or beyond,
 * it follows the machine's time from then on; so a demonstration that has caught up goes on living.
 */
export async function controlledClock(documents: Documents, start: Instant): Promise<Clock> {
  const collection: Collection<ClockDocument> = await documents.collection<ClockDocument>({
    name: 'platform_clock',
    indexes: [],
    holds: 'state',
  })
  const listeners = new Set<(now: Instant) => void>()
  let known = (await collection.get('clock')) ?? { _id: 'clock', at: start, follows: false }
  await collection.put(known)
  const now = (): Instant => (known.follows ? instantOf(Date.now()) : known.at)
  const tell = () => listeners.forEach((listener) => listener(now()))
  const look = setInterval(() => {
    void collection.get('clock').then(
      (found) => {
        if (found === undefined || (found.at === known.at && found.follows === known.follows)) return
        known = found
        tell()
      },
      // The documents engine is away: the clock stands where it stood, and the next look finds it again.
      () => undefined,
    )
  }, LOOK_EVERY_MS)
  return {
    controlled: true,
    now,
    async moveTo(instant) {
      if (epochMs(instant) < epochMs(now())) throw new RangeError('A clock is never moved back.')
      const next: ClockDocument = { _id: 'clock', at: instant, follows: epochMs(instant) >= Date.now() }
      await collection.put(next)
      known = next
      tell()
    },
    onMoved(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => Promise.resolve(clearInterval(look)),
  }
}
