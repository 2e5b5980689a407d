import fc from 'fast-check'
import { weekdays, type CalendarRules, type OpenHours } from '@spoc/sla-contracts'
import { compiled } from '../../test/calendars.js'
import { countedMs, fullAt, MinuteWalker, unpaused } from '../../test/minute-walker.js'
import { due, elapsed, pausedTime, type PausedSpan } from './index.js'
import { zoneOffsets } from './zone-offsets.js'

const minute = 60_000
const day = 1_440 * minute
const [first, last] = [Date.UTC(2015, 0, 1), Date.UTC(2028, 0, 1)]

/** Clock changes of every IANA zone that has had any in these years; seen by its offset in one month or another. */
const changing = Intl.supportedValuesOf('timeZone')
  .filter((zone) => {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
    const months = Array.from({ length: 156 }, (_, month) => format.format(Date.UTC(2015, month, 1)).split(', ')[1])
    return new Set(months).size > 1
  })
  .map((zone) => {
    const offsets = zoneOffsets(zone)
    offsets?.coverTo(last)
    return { zone, changes: (offsets?.starts ?? []).filter((at) => at > first && at < last) }
  })

const time = fc
  .nat(1_439)
  .map((value) => `${String(Math.floor(value / 60)).padStart(2, '0')}:${String(value % 60).padStart(2, '0')}`)
const end = fc.oneof(
  { weight: 4, arbitrary: time.filter((text) => text !== '23:59') },
  { weight: 1, arbitrary: fc.constant('24:00') },
)
const openHours: fc.Arbitrary<OpenHours> = fc.record({ from: time, to: end })
const week = fc.record(Object.fromEntries(weekdays.map((weekday) => [weekday, fc.array(openHours, { maxLength: 3 })])))

interface Question {
  readonly start: number
  readonly pauses: readonly PausedSpan[]
  readonly targetMs: number
  readonly endMs: number
}

/** A calendar with a question, and with others that begin up to a day later. */
interface Scene extends Question {
  readonly rules: CalendarRules
  readonly later: readonly Question[]
}

const question = (start: number) => ({
  start: fc.constant(start),
  pauses: fc.array(
    fc
      .record({ from: fc.integer({ min: -600, max: 4_000 }), length: fc.option(fc.nat(2_000), { nil: undefined, freq: 12 }) })
      .map(({ from, length }): PausedSpan => ({
        from: start + from * minute,
        to: length === undefined ? undefined : start + (from + length) * minute,
      })),
    { maxLength: 3 },
  ),
  targetMs: fc.integer({ min: 1, max: 2_000 }).map((value) => value * minute),
  endMs: fc.nat(4 * 1_440).map((value) => value * minute),
})

const scene: fc.Arbitrary<Scene> = fc
  .record({
    place: fc.constantFrom(...changing),
    change: fc.nat(),
    near: fc.boolean(),
    minutes: fc.nat(),
    back: fc.integer({ min: -4_000, max: 1_500 }),
  })
  .chain(({ place, change, near, minutes, back }) => {
    const at = place.changes[change % place.changes.length]! + back * minute
    const start = near ? at : first + (minutes % ((last - first) / minute)) * minute
    const date = fc.integer({ min: -1, max: 8 }).map((days) => new Date(start + days * day).toISOString().slice(0, 10))
    const named = fc.uniqueArray(date, { maxLength: 4 })
    return fc.record({
      rules: fc
        .record({
          hours: fc.oneof({ weight: 5, arbitrary: week }, fc.constant('24x7' as const)),
          dates: named,
          halves: fc.nat(4),
          half: fc.array(
            openHours.filter(({ from, to }) => from <= to),
            { maxLength: 2 },
          ),
        })
        .map(({ hours, dates, halves, half }): CalendarRules => ({
          zone: place.zone,
          hours,
          holidays: dates.slice(halves).map((holiday) => ({ date: holiday, name: 'holiday' })),
          halfDays: dates.slice(0, halves).map((short) => ({ date: short, name: 'half day', hours: half })),
        })),
      ...question(start),
      later: fc.array(
        fc.integer({ min: 1, max: 1_440 }).chain((after) => fc.record(question(start + after * minute))),
        { minLength: 3, maxLength: 3 },
      ),
    })
  })
  .filter(
    ({ rules }) =>
      rules.hours === '24x7' || Object.values(rules.hours).some((hours) => hours.some(({ from, to }) => from !== to)),
  )

/** So many questions are put to both; the gate asks for 20,000. */
declare const walkedCases: number

describe('the arithmetic against a walker that looks at every minute', () => {
  it('counts what the walker counts, is due where the walker has the target, and opens where the walker does', () =>
    fc.assert(
      fc.property(scene, ({ rules, later, ...first }) => {
        const [calendar, limit] = [compiled(rules), first.start + 5 * day]
        const walked = new MinuteWalker(rules).walk(first.start, limit)
        for (const { start, pauses, targetMs, endMs } of [first, ...later]) {
          const open = walked.subarray((start - first.start) / minute)
          const counts = unpaused(open, start, pauses)
          const found = due(start, targetMs, calendar, pauses)
          expect({
            elapsed: elapsed(start, start + endMs, calendar, pauses),
            due: 'at' in found && found.at <= limit ? found.at : undefined,
            opening: Math.min(Number(calendar.nextOpening(start)), limit),
          }).toEqual({
            elapsed: countedMs(counts, endMs / minute),
            due: fullAt(counts, start, targetMs),
            opening: open.includes(1) ? start + open.indexOf(1) * minute : limit,
          })
        }
      }),
      // Four questions each.
      { numRuns: Math.ceil(walkedCases / 4) },
    ))
})

const runs = { numRuns: 2_000 }

describe('laws of open time', () => {
  it('has exactly the target elapsed at the due instant, and less a millisecond before', () =>
    fc.assert(
      fc.property(scene, fc.nat(minute), ({ rules, start, pauses, targetMs }, ms) => {
        const calendar = compiled(rules)
        const found = due(start + ms, targetMs + ms, calendar, pauses)
        if ('never' in found) return expect(pauses.some(({ to }) => to === undefined)).toBe(true)
        expect(elapsed(start + ms, found.at, calendar, pauses)).toBe(targetMs + ms)
        expect(elapsed(start + ms, found.at - 1, calendar, pauses)).toBe(targetMs + ms - 1)
      }),
      runs,
    ))
  it('adds up: elapsed and paused together are the open time, and a stretch is the sum of its parts', () =>
    fc.assert(
      fc.property(scene, fc.nat(8_000 * minute), ({ rules, start, pauses, endMs }, cut) => {
        const calendar = compiled(rules)
        const [from, middle, to] = [start, start + Math.min(cut, endMs), start + endMs]
        expect(elapsed(from, to, calendar, pauses) + pausedTime(from, to, calendar, pauses)).toBe(elapsed(from, to, calendar))
        expect(elapsed(from, middle, calendar, pauses) + elapsed(middle, to, calendar, pauses)).toBe(
          elapsed(from, to, calendar, pauses),
        )
      }),
      runs,
    ))
})
