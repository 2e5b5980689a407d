import { useSyncExternalStore } from 'react'
import { everySecond, platformNow } from './ticker.js'

/** Something told by the platform's now. Draws anew only when what is told changes, not each second. */
export function useByNow<T extends string | number | boolean>(tell: (now: number) => T): T {
  return useSyncExternalStore(everySecond, () => tell(platformNow()))
}

/** The platform's now, to the full minute. */
export const useMinute = (): number => useByNow((now) => Math.floor(now / 60_000) * 60_000)
