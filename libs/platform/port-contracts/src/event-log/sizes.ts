import { APPEND_LIMIT_BYTES, EVENT_LIMIT_BYTES, NO_STREAM, TooLarge, type NewEvent } from '@spoc/platform-ports'
import { unique } from '../unique.js'
import type { EventLogHarness } from './harness.js'
import { event, someContext } from './samples.js'

/** An event that has exactly so many bytes as UTF-8 JSON of id, type, data and metadata; each fill of three bytes is one sign. */
function eventOf(bytes: number): NewEvent {
  const empty = event(someContext(), { text: '' })
  const rest = bytes - sizeOf(empty)
  return { ...empty, data: { text: 'x'.repeat(rest % 3) + '€'.repeat(Math.floor(rest / 3)) } }
}

function sizeOf({ id, type, data, metadata }: NewEvent): number {
  return Buffer.byteLength(JSON.stringify({ id, type, data, metadata }))
}

export function sizes(harness: () => EventLogHarness): void {
  const log = () => harness().log

  it('takes an event of 256 KiB, its metadata counted', async () => {
    const stream = unique('request')
    const largest = eventOf(EVENT_LIMIT_BYTES)
    expect(sizeOf(largest)).toBe(EVENT_LIMIT_BYTES)
    await log().append(stream, NO_STREAM, [largest])
    expect((await log().readStream(stream)).map(({ data }) => data)).toEqual([largest.data])
  })

  it('refuses an event of one byte more, with its size and the limit, and appends nothing', async () => {
    const stream = unique('request')
    const refusal = log().append(stream, NO_STREAM, [event(someContext()), eventOf(EVENT_LIMIT_BYTES + 1)])
    await expect(refusal).rejects.toThrow(TooLarge)
    await expect(refusal).rejects.toMatchObject({ bytes: EVENT_LIMIT_BYTES + 1, limit: EVENT_LIMIT_BYTES })
    expect(await log().readStream(stream)).toEqual([])
  })

  it('takes an append of 768 KiB, the sum of its events', async () => {
    const stream = unique('request')
    const third = APPEND_LIMIT_BYTES / 3
    await log().append(stream, NO_STREAM, [eventOf(third), eventOf(third), eventOf(third)])
    expect(await log().readStream(stream)).toHaveLength(3)
  })

  it('refuses an append of one byte more, with its size and the limit, and appends nothing', async () => {
    const stream = unique('request')
    const quarter = APPEND_LIMIT_BYTES / 4
    const refusal = log().append(stream, NO_STREAM, [eventOf(quarter), eventOf(quarter), eventOf(quarter), eventOf(quarter + 1)])
    await expect(refusal).rejects.toThrow(TooLarge)
    await expect(refusal).rejects.toMatchObject({ bytes: APPEND_LIMIT_BYTES + 1, limit: APPEND_LIMIT_BYTES })
    expect(await log().readStream(stream)).toEqual([])
  })
}
