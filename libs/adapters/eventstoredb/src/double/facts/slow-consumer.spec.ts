import { excludeSystemEvents } from '@eventstore/db-client'
import { hear } from '../../../test/heard.js'
import { rawEvent, rawEvents } from '../../../test/sample-events.js'
import { until } from '../../../test/until.js'
import { onADouble } from '../../../test/on-a-double.js'

describe('a slow consumer', () => {
  const on = onADouble('one for each')

  const live = async () => {
    const heard = hear(on.client, { filter: excludeSystemEvents() })
    await until('caught up', () => heard.told.includes('caughtUp'))
    return heard
  }
  const dropped = expect.objectContaining({
    type: 'timeout',
    code: 10,
    message: expect.stringMatching(/Consumer too slow.*resubscription required/),
  })
  const appendInTurn = async (count: number) => {
    for (let index = 0; index < count; index += 1) await on.client.appendToStream(on.stream, rawEvent({ dataBytes: 500 }))
  }
  /** So many appends in flight at once. */
  const burst = (concurrency: number) =>
    Promise.all(
      Array.from({ length: concurrency }, (_, writer) =>
        on.client.appendToStream(`${on.stream}-${writer}`, rawEvent({ dataBytes: 500 })),
      ),
    )

  it('keeps its subscription with 32 events outstanding, and is given them when it goes on', async () => {
    const heard = await live()
    on.double.weather.stall()
    await appendInTurn(32)
    expect(heard.types).toEqual([])
    on.double.weather.resume()
    await until('all', () => heard.types.length === 32)
    expect(heard.errors).toEqual([])
  })
  it('is dropped with 33, and never resumes by itself', async () => {
    const heard = await live()
    on.double.weather.stall()
    await appendInTurn(33)
    await until('dropped', () => heard.errors.length > 0)
    on.double.weather.resume()
    await appendInTurn(1)
    expect(heard.errors).toEqual([dropped])
    expect(heard.types).toEqual([])
    expect(on.double.subscriptions).toBe(0)
  })
  it('is dropped by 33 events at once', async () => {
    const heard = await live()
    await on.client.appendToStream(on.stream, rawEvents(33, { dataBytes: 500 }))
    await until('dropped', () => heard.errors.length > 0)
    expect(heard.errors).toEqual([dropped])
  })
  it('is dropped when it stops to read, once the transport takes no more', async () => {
    const heard = await live()
    heard.subscription.pause()
    for (let index = 0; index < 30; index += 1) await on.client.appendToStream(on.stream, rawEvents(10, { dataBytes: 5000 }))
    heard.subscription.resume()
    await until('dropped', () => heard.errors.length > 0)
    expect(heard.errors).toEqual([dropped])
    expect(heard.types.length).toBeLessThan(300)
  })
  it.each([64, 256])('is dropped by one burst of a writer of %i at a time', async (concurrency) => {
    const heard = await live()
    on.double.weather.stall()
    await burst(concurrency)
    await until('dropped', () => heard.errors.length > 0)
    expect(heard.errors).toEqual([dropped])
  })
  it('is not dropped by one burst of a writer of 16 at a time, nor by one after another while it reads', async () => {
    const heard = await live()
    on.double.weather.stall()
    await burst(16)
    on.double.weather.resume()
    for (let round = 0; round < 20; round += 1) await burst(16)
    await until('all', () => heard.types.length === 336)
    expect(heard.errors).toEqual([])
  })
  it('resubscribes from its last position, and misses nothing', async () => {
    const heard = await live()
    await on.client.appendToStream(on.stream, rawEvents(33))
    await until('dropped', () => heard.errors.length > 0)
    const fromPosition = heard.positions.at(-1)
    const again = hear(on.client, { filter: excludeSystemEvents(), ...(fromPosition ? { fromPosition } : {}) })
    await until('caught up', () => again.told.includes('caughtUp'))
    expect(heard.types.length + again.types.length).toBe(33)
  })
})
