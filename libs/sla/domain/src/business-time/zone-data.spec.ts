import { zoneOffsets } from './zone-offsets.js'
import { hasZoneData, zoneDataRequired } from './zone-data.js'

describe('the zone data of the runtime', () => {
  it('is as new as the product requires', () => expect(hasZoneData(process.versions.tz)).toBe(true))
  it('is told from older data by its release', () =>
    expect([undefined, '2023d', '2024a', zoneDataRequired, '2025a'].map(hasZoneData)).toEqual([false, false, false, true, true]))
  it('knows what that release brought: Kazakhstan keeps one zone since March 2024', () => {
    const offsets = zoneOffsets('Asia/Almaty')
    offsets?.coverTo(Date.UTC(2025, 0, 1))
    expect(offsets?.starts.at(-1)).toBe(Date.parse('2024-02-29T18:00:00.000Z'))
    expect(offsets?.offsets.at(-1)).toBe(5 * 3_600_000)
  })
})
