import { START, eventTypeFilter, type Position } from '@eventstore/db-client'
import { hear } from '../../../test/heard.js'
import { inOwnProcess } from '../../../test/own-process.js'
import { rawEvent } from '../../../test/sample-events.js'
import { until } from '../../../test/until.js'
import { onADouble } from '../../../test/on-a-double.js'

describe('checkpoints of a filtered subscription', () => {
  const on = onADouble('one for each')

  const append = (type = 'happened') => on.client.appendToStream(on.stream, rawEvent({ type }))
  const appendInTurn = async (count: number) => {
    for (let index = 0; index < count; index += 1) await append()
  }
  const noting = (heard: Position[]) => (_: unknown, position: Position) => {
    heard.push(position)
    return Promise.resolve()
  }

  it.each([
    ['interval 1', { checkpointInterval: 1 }, 3],
    ['interval 1 and window 10', { checkpointInterval: 1, maxSearchWindow: 10 }, 10],
    ['interval 10', { checkpointInterval: 10 }, 0],
    ['interval 1000', { checkpointInterval: 1000 }, 0],
  ])('gives checkpoints over 100 live events without a match, with %s', async (_, options, expected) => {
    const checkpoints: Position[] = []
    const heard = hear(on.client, {
      filter: eventTypeFilter({ prefixes: ['matching'], ...options, checkpointReached: noting(checkpoints) }),
    })
    await until('caught up', () => heard.told.includes('caughtUp'))
    const before = checkpoints.length
    await appendInTurn(100)
    await append('matching')
    await until('the match', () => heard.types.length === 1)
    expect(checkpoints.length - before).toBe(expected)
  })
  it('may give checkpoints over history whose prepare position is 0, all of them good to resume from', async () => {
    await appendInTurn(100)
    await append('matching')
    const checkpoints: Position[] = []
    const filter = () => eventTypeFilter({ prefixes: ['matching'], checkpointReached: noting(checkpoints) })
    const heard = hear(on.client, { filter: filter() })
    await until('caught up', () => heard.told.includes('caughtUp'))
    expect(checkpoints.map(({ prepare }) => prepare)).toEqual([0n, 0n, 0n])
    expect(checkpoints[0]).toEqual({ commit: 0n, prepare: 0n })
    const alone = hear(on.client, {
      fromPosition: { commit: checkpoints[1]?.commit ?? 0n, prepare: checkpoints[1]?.commit ?? 0n },
    })
    await until('an error', () => alone.errors.length > 0)
    for (const fromPosition of [...checkpoints]) {
      const resumed = hear(on.client, { fromPosition, filter: filter() })
      await until('caught up again', () => resumed.told.includes('caughtUp'))
      expect(resumed.types).toEqual(['matching'])
    }
  })
  it('with the position of a matching event are good to resume from too', async () => {
    await append('matching')
    await appendInTurn(31)
    await append('matching')
    const checkpoints: Position[] = []
    const filter = () => eventTypeFilter({ prefixes: ['matching'], checkpointReached: noting(checkpoints) })
    const heard = hear(on.client, { filter: filter() })
    await until('caught up', () => heard.told.includes('caughtUp'))
    const [first] = checkpoints
    expect(first?.commit).toBe(first?.prepare)
    const resumed = hear(on.client, { fromPosition: first ?? START, filter: filter() })
    await until('caught up again', () => resumed.told.includes('caughtUp'))
    expect(resumed.types).toEqual(['matching'])
  })
  it('are awaited before the next event is given', async () => {
    await appendInTurn(100)
    await append('matching')
    let goOn: () => void = () => undefined
    const gate = new Promise<void>((resolve) => (goOn = resolve))
    let reached = 0
    const checkpointReached = () => {
      reached += 1
      return gate
    }
    const heard = hear(on.client, { filter: eventTypeFilter({ prefixes: ['matching'], checkpointReached }) })
    await until('a checkpoint', () => reached > 0)
    // The same server answers another subscription to its end meanwhile.
    const other = hear(on.client, { filter: eventTypeFilter({ prefixes: ['matching'] }) })
    await until('the match', () => other.types.length === 1)
    expect(heard.types).toEqual([])
    goOn()
    await until('the match', () => heard.types.length === 1)
  })
  it('whose callback throws stall the subscription for good, without an error, by an unhandled rejection', async () => {
    await appendInTurn(100)
    await append('matching')
    const stalled = inOwnProcess(async ({ esdb, connectionStrings: [server = ''], tell, until }) => {
      const raised: string[] = []
      process.on('unhandledRejection', (error) => raised.push(error instanceof Error ? error.message : 'other'))
      const client = esdb.EventStoreDBClient.connectionString(server)
      const told: string[] = []
      const listenTo = (checkpointReached: () => Promise<void>, into: string[]) => {
        const subscription = client.subscribeToAll({
          filter: esdb.eventTypeFilter({ prefixes: ['matching'], checkpointReached }),
        })
        subscription.on('data', () => into.push('data'))
        subscription.on('error', () => into.push('error'))
      }
      listenTo(() => Promise.reject(new Error('thrown')), told)
      await until(() => raised.length > 0)
      const other: string[] = []
      listenTo(() => Promise.resolve(), other)
      await until(() => other.length > 0)
      tell({ raised, told, other })
    }, on.double.connectionString)
    expect(await stalled.ended).toBe(0)
    expect(stalled.told).toEqual([{ raised: ['thrown'], told: [], other: ['data'] }])
  })
})
