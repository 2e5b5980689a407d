import { randomUUID } from 'node:crypto'
import { ANY, BACKWARDS, END, EventStoreDBClient, NO_STREAM, STREAM_EXISTS, START } from '@eventstore/db-client'
import { rawEvent, rawEvents } from '../../../test/sample-events.js'
import { EventStoreDouble } from '../index.js'

describe('deletion and metadata', () => {
  let double: EventStoreDouble
  let client: EventStoreDBClient
  let stream: string
  let ahead = 0

  beforeAll(async () => {
    double = await EventStoreDouble.start({ nowMs: () => Date.now() + ahead })
    client = EventStoreDBClient.connectionString(double.connectionString)
  })
  beforeEach(() => {
    stream = `stream-${randomUUID()}`
    ahead = 0
  })
  afterAll(async () => {
    await client.dispose()
    await double.close()
  })

  const revisions = async () => {
    const found: bigint[] = []
    for await (const { event } of client.readStream(stream)) if (event) found.push(event.revision)
    return found
  }
  const inAll = async () => {
    let found = 0
    for await (const { event } of client.readAll({ fromPosition: START })) if (event?.streamId === stream) found += 1
    return found
  }

  describe('a deleted stream', () => {
    beforeEach(async () => {
      await client.appendToStream(stream, rawEvents(5), { expectedRevision: NO_STREAM })
      await client.deleteStream(stream)
    })

    it('cannot be read, though its events stay in the log', async () => {
      await expect(revisions()).rejects.toMatchObject({ type: 'stream-not-found' })
      const streams: string[] = []
      for await (const { event } of client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 6 }))
        if (event) streams.push(event.streamId)
      expect(streams).toEqual([`$$${stream}`, stream, stream, stream, stream, stream])
    })
    it.each([NO_STREAM, ANY, 4n] as const)('goes on with its numbering when appended to with %s', async (expectedRevision) => {
      expect(await client.appendToStream(stream, rawEvent(), { expectedRevision })).toMatchObject({ nextExpectedRevision: 5n })
      expect(await revisions()).toEqual([5n])
    })
    it('is deleted to whom expects it to exist', async () => {
      const append = client.appendToStream(stream, rawEvent(), { expectedRevision: STREAM_EXISTS })
      await expect(append).rejects.toMatchObject({ type: 'stream-deleted' })
    })
    it('is deleted still after a restart', async () => {
      await double.kill()
      await double.start()
      await expect(revisions().catch(() => revisions())).rejects.toMatchObject({ type: 'stream-not-found' })
    })
  })

  it('does not delete a stream that there is not', async () => {
    await expect(client.deleteStream(stream)).rejects.toMatchObject({
      type: 'wrong-expected-version',
      expectedVersion: -2n,
      actualVersion: -1n,
    })
  })
  it('ends a tombstoned stream for ever, even one that never was', async () => {
    const deleted = { type: 'stream-deleted', streamName: stream }
    await client.tombstoneStream(stream)
    await expect(revisions()).rejects.toMatchObject({ ...deleted, code: 9 })
    await expect(client.appendToStream(stream, rawEvent())).rejects.toMatchObject(deleted)
    await expect(client.deleteStream(stream)).rejects.toMatchObject(deleted)
    for await (const { event } of client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 })) {
      expect(event).toMatchObject({ type: '$streamDeleted', revision: 9_223_372_036_854_775_807n })
    }
  })
  it('is no option with STREAM_EXISTS expected: the client cannot serialise it', async () => {
    const expectedRevision = STREAM_EXISTS as unknown as typeof ANY
    await expect(client.deleteStream(stream, { expectedRevision })).rejects.toMatchObject({ code: 13 })
  })

  describe('of a stream with five events', () => {
    beforeEach(() => client.appendToStream(stream, rawEvents(5), { expectedRevision: NO_STREAM }))

    it('maxCount leaves the last so many to read, at once, and all of them in $all', async () => {
      await client.setStreamMetadata(stream, { maxCount: 3 })
      expect(await revisions()).toEqual([2n, 3n, 4n])
      await client.appendToStream(stream, rawEvent())
      expect(await revisions()).toEqual([3n, 4n, 5n])
      expect(await inAll()).toBe(6)
    })
    it('truncateBefore leaves those from the revision on, at once, and all of them in $all', async () => {
      await client.setStreamMetadata(stream, { truncateBefore: 3 })
      expect(await revisions()).toEqual([3n, 4n])
      expect(await inAll()).toBe(5)
    })
    it('maxAge leaves the younger; the numbering goes on, and NO_STREAM still conflicts', async () => {
      await client.setStreamMetadata(stream, { maxAge: 1 })
      expect(await revisions()).toHaveLength(5)
      ahead = 2200
      expect(await revisions()).toEqual([])
      const fresh = client.appendToStream(stream, rawEvent(), { expectedRevision: NO_STREAM })
      await expect(fresh).rejects.toMatchObject({ type: 'wrong-expected-version', actualVersion: 4n })
      expect(await client.appendToStream(stream, rawEvent())).toMatchObject({ nextExpectedRevision: 5n })
      expect(await revisions()).toEqual([5n])
    })
    it('an access list is kept but not enforced without TLS, where any password will do', async () => {
      const acl = { readRoles: ['nobody'], writeRoles: ['nobody'] }
      await client.setStreamMetadata(stream, { acl })
      expect(await client.getStreamMetadata(stream)).toMatchObject({ metadata: { acl } })
      const credentials = { username: 'admin', password: 'wrong' }
      expect(await client.appendToStream(stream, rawEvent(), { credentials })).toMatchObject({ success: true })
      expect(await revisions()).toHaveLength(6)
    })
    it('is told with a metastreamRevision that is really a position', async () => {
      const { position } = await client.setStreamMetadata(stream, { maxCount: 3 })
      expect((await client.getStreamMetadata(stream)).metastreamRevision).toBe(position?.commit)
    })
    it('is missing without an error where there is none', async () => {
      expect(await client.getStreamMetadata(stream)).toEqual({ streamName: stream })
    })
  })
})
