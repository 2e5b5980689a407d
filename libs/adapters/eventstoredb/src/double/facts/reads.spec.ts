import {
  BACKWARDS,
  END,
  type EventStoreDBClient,
  NO_STREAM,
  START,
  binaryEvent,
  eventTypeFilter,
  jsonEvent,
  type Position,
} from '@eventstore/db-client'
import { rawEvent, rawEvents } from '../../../test/sample-events.js'
import { onADouble } from '../../../test/on-a-double.js'

describe('a read', () => {
  const on = onADouble('one for all')

  const revisions = async (options: Parameters<EventStoreDBClient['readStream']>[1] = {}) => {
    const found: bigint[] = []
    for await (const { event } of on.client.readStream(on.stream, options)) if (event) found.push(event.revision)
    return found
  }
  const all = async (options: Parameters<EventStoreDBClient['readAll']>[0] = {}) => {
    const found: { readonly type: string; readonly at: Position }[] = []
    for await (const { event } of on.client.readAll(options)) if (event) found.push({ type: event.type, at: event.position })
    return found
  }
  const unknown = { type: 'unknown', code: 2 }

  describe('of a stream', () => {
    beforeEach(() => on.client.appendToStream(on.stream, rawEvents(5), { expectedRevision: NO_STREAM }))

    it('gives its events from a revision, inclusive, at most so many', async () => {
      expect(await revisions()).toEqual([0n, 1n, 2n, 3n, 4n])
      expect(await revisions({ fromRevision: 2n, maxCount: 2 })).toEqual([2n, 3n])
      expect(await revisions({ fromRevision: 5n })).toEqual([])
    })
    it('gives them backwards, inclusive, from the end only where told to begin there', async () => {
      expect(await revisions({ direction: BACKWARDS, fromRevision: END, maxCount: 3 })).toEqual([4n, 3n, 2n])
      expect(await revisions({ direction: BACKWARDS, fromRevision: 1n })).toEqual([1n, 0n])
      expect(await revisions({ direction: BACKWARDS })).toEqual([0n])
    })
    it('refuses a forward read from the end, and a read of nothing', async () => {
      await expect(revisions({ fromRevision: END })).rejects.toMatchObject(unknown)
      await expect(revisions({ maxCount: 0 })).rejects.toMatchObject(unknown)
    })
    it('gives revision, time, position and JSON', async () => {
      await on.client.appendToStream(on.stream, jsonEvent({ type: 'told', data: { a: 1 }, metadata: { b: 2 } }))
      for await (const { event, commitPosition } of on.client.readStream(on.stream, {
        direction: BACKWARDS,
        fromRevision: END,
        maxCount: 1,
      })) {
        expect(event).toMatchObject({
          streamId: on.stream,
          revision: 5n,
          type: 'told',
          isJson: true,
          data: { a: 1 },
          metadata: { b: 2 },
        })
        expect(event?.created.getTime()).toBeCloseTo(Date.now(), -4)
        expect(commitPosition).toBe(event?.position?.commit)
      }
    })
    it('gives binary data, and metadata that is no JSON, as bytes', async () => {
      const bytes = Uint8Array.from([1, 2, 255])
      await on.client.appendToStream(on.stream, binaryEvent({ type: 'raw', data: bytes, metadata: bytes }))
      for await (const { event } of on.client.readStream(on.stream, { fromRevision: 5n })) {
        expect(event).toMatchObject({ isJson: false, data: bytes, metadata: bytes })
        expect(Buffer.isBuffer(event?.data)).toBe(false)
      }
    })
  })

  it('says so where there is no stream', async () => {
    await expect(revisions()).rejects.toMatchObject({ type: 'stream-not-found', streamName: on.stream })
  })

  describe('of the whole log', () => {
    let positions: readonly Position[]

    beforeEach(async () => {
      const written: Position[] = []
      for (const type of ['one', 'two', 'three']) {
        const { position } = await on.client.appendToStream(on.stream, rawEvent({ type }))
        if (position) written.push(position)
      }
      positions = written
    })

    it('is inclusive forwards and exclusive backwards', async () => {
      const [, second] = positions
      expect((await all({ fromPosition: second ?? START })).map(({ type }) => type)).toEqual(['two', 'three'])
      expect((await all({ fromPosition: second ?? START, direction: BACKWARDS, maxCount: 1 })).map(({ type }) => type)).toEqual([
        'one',
      ])
      expect((await all({ fromPosition: END, direction: BACKWARDS, maxCount: 2 })).map(({ type }) => type)).toEqual([
        'three',
        'two',
      ])
    })
    it('holds events of the server too', async () => {
      expect((await all()).map(({ type }) => type)).toEqual(
        expect.arrayContaining(['$metadata', '$UserCreated', '$epoch-information']),
      )
    })
    it('refuses a position at which no record begins, and gives nothing beyond the end', async () => {
      const last = positions.at(-1)?.commit ?? 0n
      await expect(all({ fromPosition: { commit: last - 1n, prepare: last - 1n } })).rejects.toMatchObject(unknown)
      await expect(all({ fromPosition: { commit: last, prepare: 0n } })).rejects.toMatchObject(unknown)
      expect(await all({ fromPosition: { commit: last + 100_000n, prepare: last + 100_000n } })).toEqual([])
    })
    it('ignores a filter, which the client does not even send', async () => {
      const options = { maxCount: 3, filter: eventTypeFilter({ prefixes: ['two'] }) }
      expect((await all(options)).some(({ type }) => type.startsWith('$'))).toBe(true)
    })
  })
  it('has no deadline, whatever is asked for: it waits for a frozen server longer than an append, whose deadline is later', async () => {
    await on.client.appendToStream(on.stream, rawEvents(1))
    on.double.weather.freeze()
    const reading = revisions({ deadline: 1 })
    const appending = on.client.appendToStream(on.stream, rawEvent(), {
      deadline: 100,
      credentials: { username: 'a', password: 'a' },
    })
    await expect(appending).rejects.toMatchObject({ type: 'deadline-exceeded' })
    on.double.weather.thaw()
    expect(await reading).toContain(0n)
  })
})
