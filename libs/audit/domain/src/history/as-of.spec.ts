import fc from 'fast-check'
import { instantOf } from '@spoc/platform-kernel'
import { asOf, asOfPosition } from './as-of.js'

const recorded = (position: number, recordedAt: string) => ({ position: BigInt(position), metadata: { recordedAt } })
const positions = (events: readonly { readonly position: bigint }[]) => events.map(({ position }) => Number(position))

describe('the log as of an instant (law 12)', () => {
  const log = [
    recorded(10, '2026-01-12T10:00:00.000Z'),
    recorded(11, '2026-01-12T12:00:00.000Z'),
    recorded(12, '2026-01-12T11:00:00.000Z'),
    recorded(13, '2026-01-12T13:00:00.000Z'),
  ]
  it('holds what was recorded at that very instant', () =>
    expect(positions(asOf(log, '2026-01-12T12:00:00.000Z'))).toEqual([10, 11, 12]))
  it('ends before the first event recorded later, though an event after it carries an earlier time', () =>
    expect(positions(asOf(log, '2026-01-12T11:30:00.000Z'))).toEqual([10]))
  it('is empty before the first event, and whole after the last', () => {
    expect(asOf(log, '2026-01-12T09:59:59.999Z')).toEqual([])
    expect(asOf(log, '2026-01-13T00:00:00.000Z')).toEqual(log)
  })
  it('is the longest prefix whose running maximum is not after the instant', () =>
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 20 })), fc.nat({ max: 20 }), (times, at) => {
        const events = times.map((time, index) => recorded(index, instantOf(time)))
        const prefixes = events.map((_, index) => times.slice(0, index + 1)).filter((prefix) => Math.max(...prefix) <= at)
        expect(asOf(events, instantOf(at))).toHaveLength(prefixes.length)
      }),
    ))
  it('only grows with time', () =>
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 20 })), fc.nat({ max: 20 }), fc.nat({ max: 20 }), (times, one, other) => {
        const events = times.map((time, index) => recorded(index, instantOf(time)))
        const [earlier, later] = [Math.min(one, other), Math.max(one, other)]
        expect(asOf(asOf(events, instantOf(later)), instantOf(earlier))).toEqual(asOf(events, instantOf(earlier)))
      }),
    ))
  it('as of a position holds that position', () => expect(positions(asOfPosition(log, 12n))).toEqual([10, 11, 12]))
})
