/** What was last heard of the platform's clock, beside what this machine's clock said at that moment. */
export interface ClockReading {
  readonly serverMs: number
  readonly localMs: number
  /** A controlled clock moves only when it is told to: then no time passes between readings. */
  readonly standing: boolean
}

/** Two readings less than this apart say nothing about whether the clock stands. */
const TELLING_MS = 2_000

export function heard(before: ClockReading | undefined, serverMs: number, localMs: number): ClockReading {
  if (before === undefined) return { serverMs, localMs, standing: false }
  const passedHere = localMs - before.localMs
  if (passedHere < TELLING_MS) return { serverMs, localMs, standing: before.standing && serverMs === before.serverMs }
  return { serverMs, localMs, standing: serverMs === before.serverMs }
}

/** The platform's now, in milliseconds since the epoch. */
export function nowBy(reading: ClockReading | undefined, localMs: number): number {
  if (reading === undefined) return localMs
  return reading.standing ? reading.serverMs : reading.serverMs + (localMs - reading.localMs)
}

/** Another time than this machine's: a demonstration, or a controlled clock. */
export function isElsewhere(reading: ClockReading | undefined): boolean {
  return reading !== undefined && (reading.standing || Math.abs(reading.serverMs - reading.localMs) > 120_000)
}
