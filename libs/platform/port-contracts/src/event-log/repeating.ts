import type { StreamPlace } from '@spoc/platform-kernel'
import { ConcurrencyConflict, NO_STREAM, type EventLog } from '@spoc/platform-ports'
import { eventually } from '../eventually.js'
import { unique } from '../unique.js'
import type { EventLogHarness } from './harness.js'
import { event, events, idsOf, metadata, someContext } from './samples.js'

/** Appends that are made again: the retry of one in doubt, and the redelivery of its cause. */
export function repeating(harness: () => EventLogHarness, restartable: boolean): void {
  const log = () => harness().log

  it('answers a repeated append of the same ids at the same revision with the first answer, and writes nothing', async () => {
    const stream = unique('request')
    const [first, second] = [events(someContext(), 2), events(someContext(), 3)]
    const answers = [await log().append(stream, NO_STREAM, first), await log().append(stream, 1, second)]
    expect([await log().append(stream, NO_STREAM, first), await log().append(stream, 1, second)]).toEqual(answers)
    expect(idsOf(await log().readStream(stream))).toEqual(idsOf([...first, ...second]))
  })

  it('answers one append that is made twice at the same time alike, and writes it once', async () => {
    const stream = unique('request')
    const batch = events(someContext(), 2)
    const [one, other] = await Promise.all([log().append(stream, NO_STREAM, batch), log().append(stream, NO_STREAM, batch)])
    expect(one).toEqual(other)
    expect(await log().readStream(stream)).toHaveLength(2)
  })

  it('answers a repeated append with the first answer after other events reached the stream', async () => {
    const stream = unique('request')
    const batch = events(someContext(), 2)
    const answer = await log().append(stream, NO_STREAM, batch)
    await log().append(stream, 1, events(someContext(), 5))
    expect(await log().append(stream, NO_STREAM, batch)).toEqual(answer)
    expect(await log().readStream(stream)).toHaveLength(7)
  })

  const afterwards: readonly (readonly [string, () => Promise<EventLog>])[] = [
    ['the client was closed and opened again', () => harness().reopen()],
    ['the process of the client died', () => harness().crash()],
  ]
  it.each(afterwards)('answers a repeated append with the first answer after %s', async (_, begin) => {
    const stream = unique('request')
    const [first, second] = [events(someContext(), 2), [event(someContext())]]
    const answers = [await log().append(stream, NO_STREAM, first), await log().append(stream, 1, second)]
    const after = await begin()
    expect([await after.append(stream, NO_STREAM, first), await after.append(stream, 1, second)]).toEqual(answers)
    expect(await after.readStream(stream)).toHaveLength(3)
  })

  if (restartable)
    it('keeps what it has acknowledged, and the answer to its repetition, when the engine dies and comes back', async () => {
      const stream = unique('request')
      const batch = events(someContext(), 2)
      const answer = await log().append(stream, NO_STREAM, batch)
      await harness().restart?.()
      expect(await eventually(() => log().append(stream, NO_STREAM, batch))).toEqual(answer)
      expect(await log().readStream(stream)).toHaveLength(2)
    })

  it('answers for the first part of an append that was made whole', async () => {
    const stream = unique('request')
    const [first, ...others] = events(someContext(), 3)
    if (first === undefined) throw new Error('There is a first event.')
    await log().append(stream, NO_STREAM, [first, ...others])
    const written = await log().readStream(stream)
    expect(await log().append(stream, NO_STREAM, [first])).toEqual({ revision: 0, position: written[0]?.position })
    expect(await log().readStream(stream)).toHaveLength(3)
  })

  it('refuses an append that goes on beyond the one that was made', async () => {
    const stream = unique('request')
    const batch = events(someContext(), 2)
    await log().append(stream, NO_STREAM, batch)
    await expect(log().append(stream, NO_STREAM, [...batch, event(someContext())])).rejects.toThrow(ConcurrencyConflict)
    expect(await log().readStream(stream)).toHaveLength(2)
  })

  it('refuses the same ids at another revision than the last', async () => {
    const stream = unique('request')
    await log().append(stream, NO_STREAM, [event(someContext())])
    const batch = events(someContext(), 2)
    await log().append(stream, 0, batch)
    for (const expected of [NO_STREAM, 1, 3])
      await expect(log().append(stream, expected, batch)).rejects.toThrow(ConcurrencyConflict)
    expect(await log().readStream(stream)).toHaveLength(3)
  })

  it('takes the same ids at the last revision for another append: only the expected revision tells a retry', async () => {
    const stream = unique('request')
    const batch = events(someContext(), 2)
    await log().append(stream, NO_STREAM, batch)
    expect((await log().append(stream, 1, batch)).revision).toBe(3)
    expect(idsOf(await log().readStream(stream))).toEqual(idsOf([...batch, ...batch]))
  })

  it('takes the same ids in another stream for another append', async () => {
    const [one, other] = [unique('request'), unique('request')]
    const batch = events(someContext(), 2)
    await log().append(one, NO_STREAM, batch)
    await log().append(other, NO_STREAM, batch)
    expect(idsOf(await log().readStream(other))).toEqual(idsOf(batch))
  })

  it('lets a handler drop an input it has handled, though other events reached the stream since', async () => {
    const stream = unique('routing')
    const source: StreamPlace = { stream: unique('request'), revision: 4 }
    const handle = async () => {
      const found = await log().readStream(stream)
      if (found.some(({ metadata: { source: seen } }) => seen?.stream === source.stream && seen.revision >= source.revision))
        return
      await log().append(stream, found.length - 1, [{ ...event(someContext()), metadata: { ...metadata, source } }])
    }
    await handle()
    await log().append(stream, 0, events(someContext(), 3))
    await handle()
    expect(await log().readStream(stream)).toHaveLength(4)
  })
}
