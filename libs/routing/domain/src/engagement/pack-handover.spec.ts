import { handover, words } from '../../test/build-routing.js'
import { packHandover } from './pack-handover.js'

const line = (text: string, minute = 0) => ({
  at: `2026-01-12T08:${String(minute % 60).padStart(2, '0')}:00.000Z`,
  what: words(text),
})
const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value)).length

describe('packing a hand-over', () => {
  it('leaves alone what fits', () => {
    const fits = { ...handover, timeline: [line('The client reports the circuit down.')] }
    expect(packHandover(fits)).toEqual(fits)
  })
  it('keeps the newest lines of a long timeline, oldest first', () => {
    const timeline = Array.from({ length: 300 }, (_, number) => line(`line ${number}`, number))
    const packed = packHandover({ ...handover, timeline }).timeline
    expect(packed).toHaveLength(100)
    expect(packed.map(({ what }) => what)).toEqual(timeline.slice(200).map(({ what }) => what))
  })
  it('cuts a long text with an ellipsis, never within a character', () =>
    expect(packHandover({ ...handover, timeline: [line('😀'.repeat(2_000))] }).timeline[0]?.what).toEqual(
      words(`${'😀'.repeat(999)}…`),
    ))
  it('stays well below the limit of an event, whatever is in it', () =>
    expect(
      bytesOf(
        packHandover({
          ...handover,
          summary: words('€'.repeat(100_000)),
          timeline: Array.from({ length: 500 }, (_, number) => line('€'.repeat(5_000), number)),
          tried: Array.from({ length: 500 }, () => words('€'.repeat(5_000))),
        }),
      ),
    ).toBeLessThan(160 * 1024))
  it('leaves an erased text erased', () => {
    const summary = { erased: true, under: 'request:request-1:ines' } as const
    expect(packHandover({ ...handover, summary }).summary).toEqual(summary)
  })
})
