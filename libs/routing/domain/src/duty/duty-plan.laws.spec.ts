import fc from 'fast-check'
import { DateTime } from 'luxon'
import { epochMs, instantOf } from '@spoc/platform-kernel'
import type { Restriction, Rota, RotaLayer, TurnLength, Weekday } from '@spoc/routing-contracts'
import { onDuty, spans } from '../index.js'

const zones = [
  'Europe/Berlin',
  'America/Chicago',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'America/Santiago',
  'Africa/Casablanca',
  'Etc/UTC',
]
const clockTime = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '15', '30', '45'))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`)
const weekday = fc.constantFrom<Weekday>(1, 2, 3, 4, 5, 6, 7)
const turn = fc.oneof(
  fc.record({ hours: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ days: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ weeks: fc.integer({ min: 1, max: 3 }) }),
)
const restriction: fc.Arbitrary<Restriction> = fc.record({
  weekdays: fc.uniqueArray(weekday, { minLength: 1 }),
  from: clockTime,
  to: fc.oneof(clockTime, fc.constant('24:00')),
})
const oneLayer: fc.Arbitrary<RotaLayer> = fc.record({
  name: fc.string(),
  participants: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1 }),
  startDate: fc.constantFrom('2025-10-20', '2026-03-01', '2026-03-27'),
  handoverTime: clockTime,
  every: turn,
  restrictions: fc.array(restriction, { maxLength: 3 }),
  perShift: fc.boolean(),
})
const anyRota: fc.Arbitrary<Rota> = fc.record({
  name: fc.constant('any'),
  teamId: fc.constant('core'),
  zone: fc.constantFrom(...zones),
  layers: fc.array(oneLayer, { minLength: 1, maxLength: 3 }),
  overrides: fc.array(
    fc
      .tuple(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 1, max: 3_000 }), fc.constantFrom('x', 'y'), fc.uuid())
      .map(([fromMinute, minutes, personId, overrideId]) => ({
        overrideId,
        personId,
        from: instantOf(start + fromMinute * 60_000),
        to: instantOf(start + (fromMinute + minutes) * 60_000),
      })),
    { maxLength: 3 },
  ),
})
/** Two weeks in which clocks go forward in Europe, and back in Santiago and on Lord Howe. */
const start = Date.parse('2026-03-25T00:00:00.000Z')
const momentMs = fc.integer({ min: 0, max: 14 * 24 * 60 }).map((minutes) => start + minutes * 60_000)

/** By luxon alone and minute by minute: slow, and written without a look at the calculators. */
function oracle(rota: Rota, moment: number): string | undefined {
  const override = rota.overrides.findLast(({ from, to }) => epochMs(from) <= moment && moment < epochMs(to))
  if (override !== undefined) return override.personId
  return rota.layers.map((layer) => personOfLayer(layer, rota.zone, moment)).find((personId) => personId !== undefined)
}

function personOfLayer(layer: RotaLayer, zone: string, moment: number): string | undefined {
  const local = DateTime.fromMillis(moment, { zone })
  const restrictions = layer.restrictions ?? []
  if (restrictions.length > 0 && !restrictions.some((one) => holds(one, local))) return undefined
  let reading = DateTime.fromISO(`${layer.startDate}T${layer.handoverTime}`, { zone: 'utc' })
  let number = -1
  let shifts = -1
  while (startsAt(reading, zone) <= moment) {
    const next = reading.plus(lengthOf(layer.every))
    number += 1
    if (layer.perShift !== true || restrictions.length === 0 || meets(restrictions, reading, next)) shifts += 1
    reading = next
  }
  return number < 0 ? undefined : layer.participants[shifts % layer.participants.length]
}

function lengthOf(every: TurnLength): { hours?: number; days?: number; weeks?: number } {
  return every
}

function holds({ weekdays, from, to }: Restriction, local: DateTime): boolean {
  const time = local.toFormat('HH:mm')
  const today = weekdays.some((day) => day === local.weekday)
  const yesterday = weekdays.some((day) => day === local.minus({ days: 1 }).weekday)
  return from <= to ? today && from <= time && time < to : (today && from <= time) || (yesterday && time < to)
}

function meets(restrictions: readonly Restriction[], from: DateTime, to: DateTime): boolean {
  for (let at = from; at < to; at = at.plus({ minutes: 15 })) if (restrictions.some((one) => holds(one, at))) return true
  return false
}

/** The first instant whose local time is at or past the reading, found hour by hour and then minute by minute. */
function startsAt(reading: DateTime, zone: string): number {
  const wanted = reading.toFormat("yyyy-MM-dd'T'HH:mm")
  const local = (moment: number) => DateTime.fromMillis(moment, { zone }).toFormat("yyyy-MM-dd'T'HH:mm")
  const near = DateTime.fromISO(wanted, { zone }).toMillis()
  for (let moment = near - 2 * 3_600_000; ; moment += 15 * 60_000) if (local(moment) >= wanted) return moment
}

describe('a duty plan', () => {
  it('is contiguous and is the whole period', () =>
    fc.assert(
      fc.property(anyRota, momentMs, momentMs, (rota, one, other) => {
        const [from, to] = [instantOf(Math.min(one, other)), instantOf(Math.max(one, other) + 60_000)]
        const plan = spans(rota, from, to)
        expect(plan.map((span) => span.from)).toEqual([from, ...plan.slice(0, -1).map((span) => span.to)])
        expect(plan.at(-1)?.to).toBe(to)
        expect(plan.every((span) => span.from < span.to)).toBe(true)
      }),
      { numRuns: 60 },
    ))
  it('says of any moment what is said of the moment alone', () =>
    fc.assert(
      fc.property(anyRota, momentMs, (rota, moment) => {
        const plan = spans(rota, instantOf(start), instantOf(start + 15 * 86_400_000))
        const at = instantOf(moment)
        expect(plan.find((span) => span.from <= at && at < span.to)?.personId).toBe(onDuty(rota, at))
      }),
      { numRuns: 60 },
    ))
  it('agrees with a count of the wall clock by another library, minute by minute', () =>
    fc.assert(
      fc.property(anyRota, momentMs, (rota, moment) => {
        expect(onDuty(rota, instantOf(moment))).toBe(oracle(rota, moment))
      }),
      { numRuns: 40 },
    ))
})
