import { zoneOffsets } from './zone-offsets.js'

const hour = 3_600_000
const changesOf = (zone: string, from: string, to: string) => {
  const offsets = zoneOffsets(zone)
  offsets?.coverTo(Date.parse(to))
  return (offsets?.starts ?? [])
    .map((at, index) => ({ at, offset: (offsets?.offsets[index] ?? 0) / hour }))
    .filter(({ at }) => at >= Date.parse(from) && at < Date.parse(to))
    .map(({ at, offset }) => `${new Date(at).toISOString()} ${offset}`)
}

describe('the offsets of a zone', () => {
  it('change to the second at which its clocks do', () =>
    expect(changesOf('Europe/Berlin', '2026-01-01', '2027-01-01')).toEqual([
      '2026-03-29T01:00:00.000Z 2',
      '2026-10-25T01:00:00.000Z 1',
    ]))
  it('know changes of half an hour', () =>
    expect(changesOf('Australia/Lord_Howe', '2021-01-01', '2022-01-01')).toEqual([
      '2021-04-03T15:00:00.000Z 10.5',
      '2021-10-02T15:30:00.000Z 11',
    ]))
  it('miss none of two that are a week apart', () =>
    expect(changesOf('America/Recife', '2000-01-01', '2001-01-01')).toHaveLength(3))
  it('know the date that Samoa left out', () =>
    expect(changesOf('Pacific/Apia', '2011-12-01', '2012-01-01')).toEqual(['2011-12-30T10:00:00.000Z 14']))
  it('do not change where clocks are never changed', () =>
    expect(changesOf('Asia/Kolkata', '1970-01-02', '2030-01-01')).toEqual([]))
  it('are found once for all who ask', () => expect(zoneOffsets('Europe/Paris')).toBe(zoneOffsets('Europe/Paris')))
})
