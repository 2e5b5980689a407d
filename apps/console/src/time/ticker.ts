import { heard, isElsewhere, nowBy, type ClockReading } from './server-clock.js'

let reading: ClockReading | undefined
let timer: ReturnType<typeof setInterval> | undefined
const listeners = new Set<() => void>()

const tick = () => listeners.forEach((listener) => listener())

/** Sets the platform's clock by what it just told. */
export function hearNow(instant: string, controlled: boolean): void {
  const serverMs = Date.parse(instant)
  if (Number.isNaN(serverMs)) return
  reading = heard(reading, serverMs, Date.now(), controlled)
  tick()
}

/** The platform's now, in milliseconds since the epoch. */
export const platformNow = (): number => nowBy(reading, Date.now())

export const clockIsElsewhere = (): boolean => isElsewhere(reading)

export const clockStands = (): boolean => reading?.standing ?? false

/** One timer for all countdowns on the screen; it rests when there is none. */
export function everySecond(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(tick, 1_000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0 || timer === undefined) return
    clearInterval(timer)
    timer = undefined
  }
}
