/** What was last heard of the platform's clock, beside what this machine's clock said at that moment. */
export interface ClockReading {
  readonly serverMs: number
  readonly localMs: number
  /** A controlled clock that has not caught up with the present moves only when it is told to: no time passes between readings. */
  readonly standing: boolean
}

/** Readings less than this apart say nothing about whether the clock stands; a clock less than this behind may simply be set otherwise. */
const TELLING_MS = 5_000

/** `controlled`: the clock can be moved by hand. One that cannot never stands. */
export function heard(before: ClockReading | undefined, serverMs: number, localMs: number, controlled: boolean): ClockReading {
  if (!controlled) return { serverMs, localMs, standing: false }
  const behind = localMs - serverMs > TELLING_MS
  if (before === undefined) return { serverMs, localMs, standing: behind }
  const passedHere = localMs - before.localMs
  const passedThere = serverMs - before.serverMs
  if (passedHere < TELLING_MS && passedThere < TELLING_MS) return { serverMs, localMs, standing: before.standing }
  return { serverMs, localMs, standing: behind && Math.abs(passedHere - passedThere) > TELLING_MS / 2 }
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
