import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BACKWARDS, END, EventStoreDBClient, NO_STREAM, type EventData } from '@eventstore/db-client'
import { rawEvent, rawEvents } from '../../test/sample-events.js'
import { EventStoreDouble } from './index.js'

describe('the file of the double', () => {
  let folder: string
  let file: string
  let double: EventStoreDouble
  let client: EventStoreDBClient

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'spoc-double-'))
    file = join(folder, 'events')
    double = await EventStoreDouble.start({ file })
    client = EventStoreDBClient.connectionString(double.connectionString)
  })
  afterEach(async () => {
    await client.dispose()
    await double.close()
    rmSync(folder, { recursive: true })
  })

  const append = (stream: string, event: EventData | EventData[]) =>
    client.appendToStream(stream, event, { expectedRevision: NO_STREAM, credentials: { username: 'a', password: 'a' } })
  const idsOf = async (stream: string) => {
    const ids: string[] = []
    for await (const { event } of client.readStream(stream)) if (event) ids.push(event.id)
    return ids
  }

  it('keeps events and their positions in a file over its end', async () => {
    const { position } = await append('kept', rawEvents(3))
    await double.kill()
    await client.dispose()
    double = await EventStoreDouble.start({ file })
    client = EventStoreDBClient.connectionString(double.connectionString)
    for await (const { event } of client.readStream('kept', { direction: BACKWARDS, fromRevision: END, maxCount: 1 })) {
      expect(event?.position).toEqual(position)
    }
  })
  it('cuts off an append that was written in part, and goes on behind the last whole one', async () => {
    await append('whole', rawEvent())
    const before = readFileSync(file, 'utf8')
    await double.kill()
    appendFileSync(file, '[["half-an-event","torn",')
    await double.start()
    expect(readFileSync(file, 'utf8').startsWith(before)).toBe(true)
    expect(readFileSync(file, 'utf8')).not.toContain('half-an-event')
    await append('more', rawEvent()).catch(() => append('more', rawEvent()))
    await double.kill()
    await double.start()
    await expect(idsOf('more').catch(() => idsOf('more'))).resolves.toHaveLength(1)
  })
})
