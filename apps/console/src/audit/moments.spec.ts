import { momentAt, momentsOf } from './moments.js'

const moments = ['2026-03-01T08:00:00Z', '2026-03-01T09:00:00Z', '2026-03-02T08:00:00Z']

describe('the moments of a history', () => {
  it('are each there once, in order', () =>
    expect(
      momentsOf(
        [moments[2], moments[0], undefined, moments[0], moments[1]].map((at) => (at === undefined ? {} : { recordedAt: at })),
      ),
    ).toEqual(moments))
  it('are found by an instant between them', () => expect(momentAt(moments, '2026-03-01T20:00:00Z')).toBe(1))
  it('begin with the first for an instant before all', () => expect(momentAt(moments, '2020-01-01T00:00:00Z')).toBe(0))
})
