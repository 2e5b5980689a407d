import { ConcurrencyConflict, NO_STREAM } from '@spoc/platform-ports'
import { unique } from '../unique.js'
import type { EventLogHarness } from './harness.js'
import { event, events, idsOf, someContext } from './samples.js'

export function appending(harness: () => EventLogHarness): void {
  const log = () => harness().log

  it('begins a stream at revision 0 and answers with revision and position of the last event', async () => {
    const stream = unique('request')
    const first = await log().append(stream, NO_STREAM, [event(someContext())])
    const second = await log().append(stream, 0, events(someContext(), 3))
    expect(first.revision).toBe(0)
    expect(second.revision).toBe(3)
    expect(second.position > first.position).toBe(true)
  })

  it('gives back what was appended: id, type, data and metadata as they were', async () => {
    const stream = unique('request')
    const given = {
      ...event(someContext()),
      data: { text: 'Zürich – 東京 🚨 "quoted" \\ \u0000 \u2028', nothing: null, list: [1, -2.5, 1e21, true, [], {}], empty: '' },
    }
    const { position } = await log().append(stream, NO_STREAM, [given])
    expect(await log().readStream(stream)).toEqual([{ ...given, stream, revision: 0, position }])
  })

  it('takes null as the data of an event', async () => {
    const stream = unique('request')
    await log().append(stream, NO_STREAM, [event(someContext(), null)])
    expect((await log().readStream(stream)).map(({ data }) => data)).toEqual([null])
  })

  it.each([
    ['nothing at all', undefined],
    ['a bigint', { count: 1n }],
  ])('refuses data that JSON has no form for (%s) and appends nothing', async (_, data) => {
    const stream = unique('request')
    await expect(log().append(stream, NO_STREAM, [event(someContext()), { ...event(someContext()), data }])).rejects.toThrow()
    expect(await log().readStream(stream)).toEqual([])
  })

  it('refuses an append of no events', async () => {
    await expect(log().append(unique('request'), NO_STREAM, [])).rejects.toThrow()
  })

  it('refuses to begin a stream that is there, and appends nothing', async () => {
    const stream = unique('request')
    await log().append(stream, NO_STREAM, events(someContext(), 2))
    const refusal = log().append(stream, NO_STREAM, [event(someContext())])
    await expect(refusal).rejects.toThrow(ConcurrencyConflict)
    await expect(refusal).rejects.toMatchObject({ stream, expected: NO_STREAM, actual: 1 })
    expect(await log().readStream(stream)).toHaveLength(2)
  })

  it.each([
    ['below', 0],
    ['above', 2],
  ])('refuses an append at a revision %s the last, and appends none of its events', async (_, expected) => {
    const stream = unique('request')
    await log().append(stream, NO_STREAM, events(someContext(), 2))
    const refusal = log().append(stream, expected, events(someContext(), 3))
    await expect(refusal).rejects.toThrow(ConcurrencyConflict)
    await expect(refusal).rejects.toMatchObject({ stream, expected, actual: 1 })
    expect(await log().readStream(stream)).toHaveLength(2)
  })

  it('refuses an append to a stream that is not there, other than as its beginning', async () => {
    const stream = unique('request')
    await expect(log().append(stream, 0, [event(someContext())])).rejects.toMatchObject({
      name: 'ConcurrencyConflict',
      actual: -1,
    })
    expect(await log().readStream(stream)).toEqual([])
  })

  it('lets exactly one of many writers at the same revision through', async () => {
    const stream = unique('request')
    await log().append(stream, NO_STREAM, [event(someContext())])
    const writers = Array.from({ length: 20 }, () => events(someContext(), 2))
    const answers = await Promise.allSettled(writers.map((batch) => log().append(stream, 0, batch)))
    const winners = writers.filter((_, index) => answers[index]?.status === 'fulfilled')
    const losses = answers.filter((answer) => answer.status === 'rejected').map(({ reason }) => reason as unknown)
    expect(winners).toHaveLength(1)
    expect(losses.every((error) => error instanceof ConcurrencyConflict)).toBe(true)
    expect(idsOf(await log().readStream(stream, { from: 1 }))).toEqual(idsOf(winners.flat()))
  })

  it('ends with the events of all writers, once each, where each tries again at the revision it then finds', async () => {
    const stream = unique('request')
    const writers = Array.from({ length: 12 }, () => events(someContext(), 2))
    await Promise.all(
      writers.map(async (batch) => {
        for (let expected = NO_STREAM; ;)
          try {
            return await log().append(stream, expected, batch)
          } catch (error) {
            if (!(error instanceof ConcurrencyConflict)) throw error
            expected = (await log().readStream(stream, { direction: 'backwards', limit: 1 }))[0]?.revision ?? NO_STREAM
          }
      }),
    )
    const found = await log().readStream(stream)
    expect([...idsOf(found)].sort()).toEqual([...idsOf(writers.flat())].sort())
    expect(found.map(({ revision }) => revision)).toEqual(found.map((_, index) => index))
  })

  it('keeps the events of one append together and in order, whoever else appends elsewhere', async () => {
    const streams = Array.from({ length: 10 }, () => unique('request'))
    const batches = streams.map(() => events(someContext(), 5))
    await Promise.all(streams.map((stream, index) => log().append(stream, NO_STREAM, batches[index] ?? [])))
    for (const [index, stream] of streams.entries())
      expect(idsOf(await log().readStream(stream))).toEqual(idsOf(batches[index] ?? []))
  })

  it('has the answer of each append found again in the stream', async () => {
    const stream = unique('request')
    const { revision, position } = await log().append(stream, NO_STREAM, events(someContext(), 4))
    const last = (await log().readStream(stream)).at(-1)
    expect(last).toMatchObject({ revision, position })
  })
}
