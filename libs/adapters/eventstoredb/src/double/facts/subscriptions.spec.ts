import { START, eventTypeFilter, excludeSystemEvents, streamNameFilter } from '@eventstore/db-client'
import { hear } from '../../../test/heard.js'
import { rawEvent, rawEvents } from '../../../test/sample-events.js'
import { until } from '../../../test/until.js'
import { onADouble } from '../../../test/on-a-double.js'

describe('a catch-up subscription', () => {
  const on = onADouble('one for each')

  const append = (type = 'happened') => on.client.appendToStream(on.stream, rawEvent({ type }))
  const appendInTurn = async (count: number) => {
    for (let index = 0; index < count; index += 1) await append()
  }

  it('confirms, gives history, says it has caught up, then gives what is appended', async () => {
    await append('before')
    const heard = hear(on.client, { filter: excludeSystemEvents() })
    await until('caught up', () => heard.told.includes('caughtUp'))
    await append('after')
    await until('both', () => heard.types.length === 2)
    expect(heard.told).toEqual(['confirmation', 'caughtUp'])
    expect(heard.types).toEqual(['before', 'after'])
  })
  it('gives events of the server where nothing is filtered', async () => {
    const heard = hear(on.client)
    await until('caught up', () => heard.told.includes('caughtUp'))
    expect(heard.types).toContain('$UserCreated')
  })
  it('filters by type and by stream, by prefix and by pattern', async () => {
    await append('sla.breached.v1')
    await append('intake.received.v1')
    const byPrefix = hear(on.client, { filter: eventTypeFilter({ prefixes: ['sla.', 'works.'] }) })
    const byPattern = hear(on.client, { filter: eventTypeFilter({ regex: '^intake' }) })
    const byStream = hear(on.client, { filter: streamNameFilter({ prefixes: ['stream-'] }) })
    await until('all caught up', () => [byPrefix, byPattern, byStream].every(({ told }) => told.includes('caughtUp')))
    expect(byPrefix.types).toEqual(['sla.breached.v1'])
    expect(byPattern.types).toEqual(['intake.received.v1'])
    expect(byStream.types).toEqual(['sla.breached.v1', 'intake.received.v1'])
  })
  it('resumes after a position, exclusive', async () => {
    const first = await append('first')
    await append('second')
    const heard = hear(on.client, { fromPosition: first.position ?? START, filter: excludeSystemEvents() })
    await until('caught up', () => heard.told.includes('caughtUp'))
    expect(heard.types).toEqual(['second'])
  })
  it('refuses a position at which no record begins', async () => {
    const { position } = await append()
    const between = (position?.commit ?? 0n) - 1n
    const heard = hear(on.client, { fromPosition: { commit: between, prepare: between } })
    await until('an error', () => heard.errors.length > 0)
    expect(heard.errors).toEqual([expect.objectContaining({ type: 'unknown' })])
  })
  it('takes a position beyond the end, and gives what is appended later', async () => {
    const heard = hear(on.client, { fromPosition: { commit: 9_999_999n, prepare: 9_999_999n } })
    await until('confirmed', () => heard.told.includes('caughtUp'))
    await append('later')
    await until('the later one', () => heard.types.includes('later'))
  })
  it('may be caught up before the client has given the events it buffers', async () => {
    await appendInTurn(5)
    const subscription = on.client.subscribeToAll({ filter: excludeSystemEvents() })
    const buffered = await new Promise<number>((resolve) =>
      subscription.on('caughtUp', () => resolve(subscription.readableLength)),
    )
    expect(buffered).toBe(5)
  })
  it('breaks off with UnavailableError when it is killed, at once and for good', async () => {
    const heard = hear(on.client)
    await until('caught up', () => heard.told.includes('caughtUp'))
    await on.double.kill()
    await until('an error', () => heard.errors.length > 0)
    await on.double.start()
    await append().catch(() => append())
    expect(heard.errors).toEqual([expect.objectContaining({ type: 'unavailable', code: 14 })])
    expect(heard.types).not.toContain('happened')
    expect(heard.told).toEqual(['confirmation', 'caughtUp'])
  })
  it('breaks off with an unknown error of code 13 when it is told to stop', async () => {
    const heard = hear(on.client)
    await until('caught up', () => heard.told.includes('caughtUp'))
    on.double.weather.terminate()
    await until('an error', () => heard.errors.length > 0)
    expect(heard.errors).toEqual([expect.objectContaining({ type: 'unknown', code: 13 })])
  })

  describe('one stream', () => {
    const hearStream = (fromRevision?: bigint) => {
      const heard: { readonly revisions: bigint[]; readonly told: string[]; readonly errors: unknown[] } = {
        revisions: [],
        told: [],
        errors: [],
      }
      const subscription = on.client.subscribeToStream(on.stream, fromRevision === undefined ? {} : { fromRevision })
      subscription.on('caughtUp', () => heard.told.push('caughtUp'))
      subscription.on('error', (error: unknown) => heard.errors.push(error))
      subscription.on('data', ({ event }) => heard.revisions.push(event?.revision ?? -1n))
      return { heard, stop: () => subscription.unsubscribe() }
    }

    it('resumes after a revision, exclusive', async () => {
      await on.client.appendToStream(on.stream, rawEvents(3))
      const { heard, stop } = hearStream(0n)
      await until('caught up', () => heard.told.length > 0)
      expect(heard.revisions).toEqual([1n, 2n])
      await stop()
    })
    it('may be subscribed to before it is there', async () => {
      const { heard, stop } = hearStream()
      await until('caught up', () => heard.told.length > 0)
      await append()
      await until('the event', () => heard.revisions.length === 1)
      await stop()
    })
    it('cannot be subscribed to once tombstoned', async () => {
      await on.client.tombstoneStream(on.stream)
      const { heard } = hearStream()
      await until('an error', () => heard.errors.length > 0)
      expect(heard.errors).toEqual([expect.objectContaining({ type: 'stream-deleted' })])
    })
  })
  it('resumes from every position it gave, and gives the rest once', async () => {
    await appendInTurn(9)
    const whole = hear(on.client, { filter: excludeSystemEvents() })
    await until('caught up', () => whole.told.includes('caughtUp'))
    for (const [index, fromPosition] of whole.positions.entries()) {
      const rest = hear(on.client, { fromPosition, filter: excludeSystemEvents() })
      await until('caught up again', () => rest.told.includes('caughtUp'))
      expect(rest.positions).toEqual(whole.positions.slice(index + 1))
    }
  })
  it('tells its end once it is unsubscribed from', async () => {
    const heard = hear(on.client)
    await until('caught up', () => heard.told.includes('caughtUp'))
    await heard.subscription.unsubscribe()
    await until('closed', () => heard.told.includes('close'))
    expect([...heard.told].sort()).toEqual(['caughtUp', 'close', 'confirmation', 'end', 'finish'])
    expect(heard.errors).toEqual([])
  })
  it('throws out of a loop over it when the server is killed', async () => {
    const subscription = on.client.subscribeToAll({ filter: excludeSystemEvents() })
    const types: unknown[] = []
    const looping = (async () => {
      for await (const { event } of subscription) types.push(event?.type)
    })()
    await append()
    await until('the event', () => types.length === 1)
    await on.double.kill()
    await expect(looping).rejects.toMatchObject({ type: 'unavailable', code: 14 })
  })
})
