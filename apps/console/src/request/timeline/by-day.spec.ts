import type { TimelineEntry } from '../../api/requests.js'
import { byDay, isSaid } from './by-day.js'

const entry = (_id: string, at: string, over: Partial<TimelineEntry> = {}): TimelineEntry => ({
  _id,
  at,
  type: 'intake.request-taken-up.v1',
  public: true,
  ...over,
})
const utcDay = (instant: string) => instant.slice(0, 10)

describe('a timeline by day', () => {
  it('keeps the order, and begins anew where the day changes', () =>
    expect(
      byDay([entry('a', '2026-03-01T22:00Z'), entry('b', '2026-03-01T23:00Z'), entry('c', '2026-03-02T01:00Z')], utcDay).map(
        ({ day, entries }) => [day, entries.map(({ _id }) => _id)],
      ),
    ).toEqual([
      ['2026-03-01', ['a', 'b']],
      ['2026-03-02', ['c']],
    ]))
  it('is empty without entries', () => expect(byDay([], utcDay)).toEqual([]))
})

describe('what was said', () => {
  it('is a message with words', () =>
    expect(isSaid(entry('a', '', { type: 'intake.message-added.v1', text: 'Hello' }))).toBe(true))
  it('is no message without words', () => expect(isSaid(entry('a', '', { type: 'intake.message-added.v1' }))).toBe(false))
  it('is nothing that merely happened', () => expect(isSaid(entry('a', '', { text: 'Ines took it up' }))).toBe(false))
})
