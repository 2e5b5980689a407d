import { eventually } from '@spoc/platform-port-contracts'
import type { BusConsumer, MessageBus } from '@spoc/platform-ports'
import { join } from 'node:path'
import { Scratch } from '../../test/scratch.js'
import { SqliteFile } from '../sqlite/sqlite-file.js'
import { openEmbeddedBus } from './message-bus.js'

describe('the messages that the embedded bus keeps', () => {
  let scratch: Scratch<MessageBus>
  beforeEach(async () => {
    scratch = await Scratch.open(openEmbeddedBus)
    await scratch.engine.ensureTopics(['spoc.sla.v1'])
  })
  afterEach(() => scratch.close())

  const publish = (count: number) =>
    scratch.engine.publish(
      'spoc.sla.v1',
      Array.from({ length: count }, (_, index) => ({ key: `request-${index}`, headers: {}, value: 'x' })),
    )
  const consume = (group: string) => scratch.engine.consume({ group, topics: ['spoc.sla.v1'], onBatch: () => Promise.resolve() })
  const consumed = (consumer: BusConsumer) => eventually(async () => expect(await consumer.lag()).toBe(0n))
  const inFile = () => {
    const file = new SqliteFile(join(scratch.folder.path, 'bus.db'), { synchronous: 'normal', readOnly: true })
    const count = Number(file.prepare('SELECT count(*) FROM messages').row([])?.[0])
    file.close()
    return count
  }
  const kept = async () => {
    await scratch.reopen()
    return inFile()
  }

  it('are all there as long as a group that is known has not consumed them', async () => {
    await scratch.engine.keepFor('intake', ['spoc.sla.v1'])
    for (let round = 0; round < 4; round += 1) await publish(3_000)
    expect(await kept()).toBe(12_000)
  })

  it('are the latest of each lane where no group has ever been, however many come', async () => {
    for (let round = 0; round < 10; round += 1) await publish(3_000)
    const there = inFile()
    expect(there).toBeGreaterThanOrEqual(24 * 256)
    expect(there).toBeLessThan(24 * (256 + 64))
    await consumed(await consume('intake'))
    expect(await kept()).toBe(0)
  })

  it('go a few at a time where very many are to go', async () => {
    await scratch.engine.keepFor('intake', ['spoc.sla.v1'])
    for (let round = 0; round < 4; round += 1) await publish(3_000)
    const file = new SqliteFile(join(scratch.folder.path, 'bus.db'), { synchronous: 'normal', waitsMs: 5_000 })
    file.exec('DELETE FROM consumed')
    file.close()
    await scratch.reopen()
    await scratch.reopen()
    expect(inFile()).toBe(12_000 - 4_096)
  })

  it('go once every group is past them', async () => {
    await publish(500)
    await consumed(await consume('intake'))
    expect(await kept()).toBe(0)
  })

  it('stay for a group that is behind, also while it is away', async () => {
    const slow = await consume('routing')
    await slow.stop()
    await publish(500)
    await consumed(await consume('intake'))
    expect(await kept()).toBe(500)
    await consumed(await consume('routing'))
    expect(await kept()).toBe(0)
  })

  it('go while the bus is at work, all but the last few', async () => {
    const consumer = await consume('intake')
    for (let round = 0; round < 20; round += 1) {
      await publish(2_000)
      await consumed(consumer)
    }
    expect(inFile()).toBeLessThan(24 * 64)
  })

  it('go also from lanes where nothing more comes, after a time, and again after a kill', async () => {
    const consumer = await consume('intake')
    await publish(10)
    await consumed(consumer)
    expect(inFile()).toBe(10)
    await scratch.crash()
    await eventually(async () => expect(inFile()).toBe(0))
  })

  it('keep their numbers when those before them have gone', async () => {
    const offsets: bigint[] = []
    const collect = () =>
      scratch.engine.consume({
        group: 'intake',
        topics: ['spoc.sla.v1'],
        onBatch: async (batch) => void offsets.push(...batch.map(({ offset }) => offset)),
      })
    const one = (value: string) => scratch.engine.publish('spoc.sla.v1', [{ key: 'request-1', headers: {}, value }])
    await one('first')
    await consumed(await collect())
    await scratch.reopen()
    await one('second')
    await consumed(await collect())
    expect(offsets).toEqual([0n, 1n])
  })
})
