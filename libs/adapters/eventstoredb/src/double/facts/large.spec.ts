import { type EventStoreDBClient, NO_STREAM } from '@eventstore/db-client'
import { rawEvent, rawEvents } from '../../../test/sample-events.js'
import { onADouble } from '../../../test/on-a-double.js'

const MEBIBYTE = 1_048_576

describe('a large append', () => {
  const on = onADouble('one for all')

  const append = (events: Parameters<EventStoreDBClient['appendToStream']>[1]) =>
    on.client.appendToStream(on.stream, events, { expectedRevision: NO_STREAM })

  it.each([
    ['1,000 events of 900 bytes', 1000, 900],
    ['5,000 events of 100 bytes', 5000, 100],
  ])('may be %s', async (_, count, dataBytes) => {
    expect(await append(rawEvents(count, { dataBytes }))).toMatchObject({ nextExpectedRevision: BigInt(count - 1) })
  })
  it.each([
    ['1,000 events of 1.2 KB', 1000, 1200],
    ['one of 2 MiB', 1, 2 * MEBIBYTE],
    ['one of 4 MiB', 1, 4 * MEBIBYTE],
  ])('is refused with %s: nothing of it is written, and the connection goes on', async (_, count, dataBytes) => {
    await expect(append(rawEvents(count, { dataBytes }))).rejects.toMatchObject({ type: 'maximum-append-size-exceeded' })
    expect(await append(rawEvent())).toMatchObject({ nextExpectedRevision: 0n })
  })
})
