import type { Id } from '@spoc/platform-kernel'
import type { Restriction, RotaLayer, TurnLength } from '@spoc/routing-contracts'
import { dateOf, timeOf } from './local-text.js'
import { restrictedOnWallClock } from './restricted-hours.js'
import type { Stretch } from './span-arithmetic.js'
import { DAY_MS, WEEK_MS, type WallClockMs, type ZoneClock } from './zone-clock.js'

/** The turns of one layer, numbered from 0, as they follow each other on the wall clock of the rota's zone. */
export interface Turns {
  /** The last turn that began at or before the instant; -1 before the first. A turn skipped by a clock change has no length and is never it. */
  at(instant: number): number
  /** The turn on the time line. Its length is that of the wall clock: 23 or 25 hours for a day with a clock change. */
  stretch(turn: number): Stretch
  /** Whose turn it is; nobody's where the layer rotates per shift and is not in force in this turn. */
  person(turn: number): Id<'person'> | undefined
}

export function turnsOf(layer: RotaLayer, clock: ZoneClock): Turns {
  const lengthMs = turnLengthMs(layer.every)
  const firstReading = dateOf(layer.startDate) + timeOf(layer.handoverTime)
  const startOf = (turn: number): number => clock.instant(firstReading + turn * lengthMs)
  const { participants, restrictions = [], perShift = false } = layer
  const shift = perShift && restrictions.length > 0 ? shiftsOf(restrictions, lengthMs, firstReading) : (turn: number) => turn
  return {
    at: (instant) => {
      let turn = Math.floor((clock.wallClock(instant) - firstReading) / lengthMs)
      while (startOf(turn + 1) <= instant) turn += 1
      while (startOf(turn) > instant) turn -= 1
      return Math.max(turn, -1)
    },
    stretch: (turn) => ({ from: startOf(turn), to: startOf(turn + 1) }),
    person: (turn) => {
      const number = shift(turn)
      return number === undefined ? undefined : participants[number % participants.length]
    },
  }
}

export function turnLengthMs(every: TurnLength): number {
  if ('hours' in every) return (every.hours * DAY_MS) / 24
  return 'days' in every ? every.days * DAY_MS : every.weeks * WEEK_MS
}

/**
 * Restrictions repeat by the week, so the turns in force do by cycles of whole weeks: those before a turn are counted by whole cycles,
 * however old the rota is. Counted on the wall clock: a shift that a clock change swallows still was somebody's turn.
 */
function shiftsOf(
  restrictions: readonly Restriction[],
  lengthMs: number,
  firstReading: WallClockMs,
): (turn: number) => number | undefined {
  const cycle = WEEK_MS / greatestCommonDivisor(WEEK_MS, lengthMs)
  const inForce = Array.from({ length: cycle }, (_, turn) => {
    const reading = firstReading + turn * lengthMs
    return restrictedOnWallClock(restrictions, reading, reading + lengthMs).length > 0
  })
  const before = inForce.reduce<readonly number[]>((counts, one) => [...counts, (counts.at(-1) ?? 0) + (one ? 1 : 0)], [0])
  return (turn) => {
    const place = turn % cycle
    return inForce[place] === true ? Math.floor(turn / cycle) * (before[cycle] ?? 0) + (before[place] ?? 0) : undefined
  }
}

function greatestCommonDivisor(one: number, other: number): number {
  return other === 0 ? one : greatestCommonDivisor(other, one % other)
}
