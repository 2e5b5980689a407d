const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** The letters of the units; a translation brings its own. */
export interface UnitLetters {
  readonly d: string
  readonly h: string
  readonly m: string
  readonly s: string
}

const two = (value: number) => String(value).padStart(2, '0')

/**
 * A length of time in its two largest units, e.g. `2 d 04 h`, `3 h 07 m`, `12 m 05 s`. Never negative. The second unit keeps two digits,
 * so that a countdown does not jump about.
 */
export function span(ms: number, { d, h, m, s }: UnitLetters): string {
  const whole = Math.max(0, Math.floor(ms / SECOND)) * SECOND
  if (whole >= DAY) return `${Math.floor(whole / DAY)} ${d} ${two(Math.floor((whole % DAY) / HOUR))} ${h}`
  if (whole >= HOUR) return `${Math.floor(whole / HOUR)} ${h} ${two(Math.floor((whole % HOUR) / MINUTE))} ${m}`
  return `${Math.floor(whole / MINUTE)} ${m} ${two(Math.floor((whole % MINUTE) / SECOND))} ${s}`
}

/** A length of time in its largest unit, for ages: `3 d`, `5 h`, `12 m`; under a minute `0 m`. */
export function roughly(ms: number, { d, h, m }: UnitLetters): string {
  const whole = Math.max(0, ms)
  if (whole >= DAY) return `${Math.floor(whole / DAY)} ${d}`
  if (whole >= HOUR) return `${Math.floor(whole / HOUR)} ${h}`
  return `${Math.floor(whole / MINUTE)} ${m}`
}
