import { inOwnProcess } from '../../../test/own-process.js'
import { until } from '../../../test/until.js'
import { EventStoreDouble } from '../index.js'

describe('two clients in one process', () => {
  let healthy: EventStoreDouble
  let broken: EventStoreDouble

  beforeEach(async () => {
    healthy = await EventStoreDouble.start()
    broken = await EventStoreDouble.start()
    for (const each of [healthy, broken]) each.weather.withhold()
  })
  afterEach(() => Promise.all([healthy.close(), broken.close()]))

  /** 20 appends in flight with each client, then one connection breaks; 5 more follow over the other. Tells of all that comes of it. */
  const breakOneOf = async (credentials: 'given' | 'not given') => {
    const both = inOwnProcess(
      async ({ esdb, connectionStrings: [healthyAt = '', brokenAt = '', credentials], tell, until }) => {
        const raised: string[] = []
        process.on('unhandledRejection', (error) => raised.push(error instanceof Error ? error.name : 'other'))
        process.on('uncaughtException', (error) => raised.push(error.name))
        const healthy = esdb.EventStoreDBClient.connectionString(healthyAt)
        const broken = esdb.EventStoreDBClient.connectionString(brokenAt)
        const options = credentials === 'given' ? { credentials: { username: 'any', password: 'any' } } : {}
        const append = (client: typeof healthy, stream: string) => {
          const outcome = { is: 'pending' }
          void client.appendToStream(stream, esdb.jsonEvent({ type: 'happened', data: {} }), options).then(
            () => (outcome.is = 'written'),
            () => (outcome.is = 'rejected'),
          )
          return outcome
        }
        const written = async (client: typeof healthy) => {
          let count = 0
          for await (const { event } of client.readAll()) if (event?.type === 'happened') count += 1
          return count
        }
        const inFlight = [healthy, broken].map((client) => Array.from({ length: 20 }, (_, index) => append(client, `s-${index}`)))
        await until(async () => (await written(healthy)) === 20 && (await written(broken)) === 20)
        tell('in flight')
        await until(() => inFlight[1]!.every(({ is }) => is === 'rejected'))
        const more = Array.from({ length: 5 }, (_, index) => append(healthy, `more-${index}`))
        await until(async () => (await written(healthy)) === 25)
        tell('more in flight')
        await until(() => raised.length > 0 || more.every(({ is }) => is === 'written'))
        const last = append(healthy, 'last')
        await until(async () => (await written(healthy)) === 26)
        tell({ raised, inFlight: inFlight[0]!.map(({ is }) => is), more: more.map(({ is }) => is), last: last.is })
      },
      healthy.connectionString,
      broken.connectionString,
      credentials,
    )
    await until('all are in flight', () => both.told.includes('in flight'))
    await broken.kill()
    await until('more are in flight', () => both.told.includes('more in flight'))
    healthy.weather.acknowledge()
    expect(await both.ended).toBe(0)
    return both.told.at(-1)
  }
  const all = (count: number, what: string) => Array.from({ length: count }, () => what)

  it('share their pending batch appends: where one connection breaks, those of the other are rejected though they are written, what follows hangs, and a TypeError ends the process by default', async () => {
    expect(await breakOneOf('not given')).toEqual({
      raised: ['TypeError'],
      inFlight: all(20, 'rejected'),
      more: all(5, 'pending'),
      last: 'pending',
    })
  })
  it('share nothing where each append has credentials of its own', async () => {
    expect(await breakOneOf('given')).toEqual({
      raised: [],
      inFlight: all(20, 'written'),
      more: all(5, 'written'),
      last: 'written',
    })
  })
})
