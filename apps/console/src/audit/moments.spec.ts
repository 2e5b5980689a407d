import { lastBy } from './moments.js'

const events = ['2026-03-01T08:00:00Z', '2026-03-01T09:00:00Z', '2026-03-02T08:00:00Z'].map((recordedAt) => ({ recordedAt }))

describe('the last event by an instant', () => {
  it('is the one before it', () => expect(lastBy(events, '2026-03-01T20:00:00Z')).toBe(1))
  it('is the one of that very instant', () => expect(lastBy(events, '2026-03-02T08:00:00Z')).toBe(2))
  it('is none where all came later', () => expect(lastBy(events, '2020-01-01T00:00:00Z')).toBe(-1))
})
