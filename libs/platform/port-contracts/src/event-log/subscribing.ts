import { NO_STREAM, type EventLog, type NewEvent } from '@spoc/platform-ports'
import { eventually } from '../eventually.js'
import { unique } from '../unique.js'
import type { EventLogHarness } from './harness.js'
import { event, events, follow, idsOf, someContext } from './samples.js'

/** Appends each batch to a stream of its own, one after the other. */
export async function appendEach(log: EventLog, batches: readonly (readonly NewEvent[])[]): Promise<void> {
  for (const batch of batches) await log.append(unique('request'), NO_STREAM, batch)
}

export function subscribing(harness: () => EventLogHarness): void {
  const log = () => harness().log

  it('gives what was there and then what comes, in the one order, each once', async () => {
    const context = someContext()
    const [before, after] = [events(context, 30), events(context, 30)]
    await appendEach(log(), [before.slice(0, 10), before.slice(10)])
    const followed = await follow(log(), { typePrefixes: [`${context}.`] })
    await appendEach(log(), [after.slice(0, 1), after.slice(1)])
    await eventually(() => expect(followed.given).toHaveLength(60))
    await followed.subscription.stop()
    expect(idsOf(followed.given)).toEqual(idsOf([...before, ...after]))
    expect(followed.given).toEqual(await log().readAll({ limit: 100, typePrefixes: [`${context}.`] }))
  })

  it('gives an event as a reader finds it later, whatever the appender wrote', async () => {
    const context = someContext()
    const followed = await follow(log(), { after: await log().head(), typePrefixes: [`${context}.`] })
    const data = { left: undefined, at: new Date(0), minus: -0, inner: { list: [undefined, 1] } }
    await appendEach(log(), [[event(context, data)]])
    await eventually(() => expect(followed.given).toHaveLength(1))
    await followed.subscription.stop()
    expect(followed.given[0]?.data).toStrictEqual({ at: '1970-01-01T00:00:00.000Z', minus: 0, inner: { list: [null, 1] } })
  })

  it('resumes after a position, exclusive', async () => {
    const context = someContext()
    await appendEach(log(), [events(context, 20)])
    const all = await log().readAll({ limit: 100, typePrefixes: [`${context}.`] })
    const followed = await follow(log(), { after: all[6]?.position ?? 0n, typePrefixes: [`${context}.`] })
    await eventually(() => expect(followed.given).toHaveLength(13))
    await followed.subscription.stop()
    expect(followed.given).toEqual(all.slice(7))
  })

  it('gives every subscriber the same order, while many append at once', async () => {
    const context = someContext()
    const options = { after: await log().head(), typePrefixes: [`${context}.`] }
    const followers = await Promise.all([follow(log(), options), follow(log(), options), follow(log(), options)])
    await Promise.all(Array.from({ length: 20 }, () => appendEach(log(), [events(context, 3), events(context, 2)])))
    await eventually(() => followers.forEach(({ given }) => expect(given).toHaveLength(100)))
    await Promise.all(followers.map(({ subscription }) => subscription.stop()))
    const order = idsOf(await log().readAll({ limit: 1000, typePrefixes: [`${context}.`] }))
    for (const { given } of followers) expect(idsOf(given)).toEqual(order)
  })

  it('gives only types that begin with one of the prefixes', async () => {
    const [one, other] = [someContext(), someContext()]
    const batch = [event(one), event(`${one}x`), event(other), event(someContext()), event(one)]
    await appendEach(log(), [batch])
    const followed = await follow(log(), { typePrefixes: [`${one}.`, `${other}.`] })
    await eventually(() => expect(followed.given).toHaveLength(3))
    await followed.subscription.stop()
    expect(idsOf(followed.given)).toEqual([batch[0], batch[2], batch[4]].map((each) => each?.id))
  })

  it('never calls the handler twice at once, and loses nothing while it is slow', async () => {
    const context = someContext()
    let running = 0
    let most = 0
    let release: () => void = () => undefined
    const appended = new Promise<void>((resolve) => (release = resolve))
    const followed = await follow(log(), {
      after: await log().head(),
      typePrefixes: [`${context}.`],
      onEvents: async () => {
        running += 1
        most = Math.max(most, running)
        await appended
        running -= 1
      },
    })
    const given = events(context, 600)
    await Promise.all(Array.from({ length: 60 }, (_, index) => appendEach(log(), [given.slice(index * 10, index * 10 + 10)])))
    release()
    await eventually(() => expect(followed.given).toHaveLength(600))
    await followed.subscription.stop()
    expect(most).toBe(1)
    expect(followed.given).toEqual(await log().readAll({ limit: 1000, typePrefixes: [`${context}.`] }))
  })

  it('stops and tells the failure of a handler that throws, and calls it no more', async () => {
    const context = someContext()
    let calls = 0
    const followed = await follow(log(), {
      after: await log().head(),
      typePrefixes: [`${context}.`],
      onEvents: () => {
        calls += 1
        throw new Error('cannot fold this')
      },
    })
    const other = await follow(log(), { after: await log().head(), typePrefixes: [`${context}.`] })
    await appendEach(log(), [[event(context)]])
    await eventually(() => expect(followed.failures).toEqual([new Error('cannot fold this')]))
    await appendEach(log(), [[event(context)]])
    await eventually(() => expect(other.given).toHaveLength(2))
    await Promise.all([followed.subscription.stop(), other.subscription.stop()])
    expect(calls).toBe(1)
    expect(followed.failures).toHaveLength(1)
  })

  it('tells that the end is reached, with a position that covers all given', async () => {
    const context = someContext()
    await appendEach(log(), [events(context, 5)])
    const head = await log().head()
    const followed = await follow(log(), { typePrefixes: [`${context}.`] })
    await eventually(() => expect(followed.progress.some(({ position, caughtUp }) => caughtUp && position >= head)).toBe(true))
    await followed.subscription.stop()
    expect(followed.given).toHaveLength(5)
  })

  it('tells its progress past events that the filter leaves out too', async () => {
    const context = someContext()
    const followed = await follow(log(), { after: await log().head(), typePrefixes: [`${someContext()}.`] })
    await appendEach(log(), [events(context, 40), events(context, 40)])
    const head = await log().head()
    await eventually(() => expect(followed.progress.some(({ position, caughtUp }) => caughtUp && position >= head)).toBe(true))
    await followed.subscription.stop()
    expect(followed.given).toEqual([])
  })

  it('tells positions that only rise, none of them before its events are given', async () => {
    const context = someContext()
    const seen: bigint[] = []
    let early = 0
    const followed = await follow(log(), {
      after: await log().head(),
      typePrefixes: [`${context}.`],
      onEvents: (batch) => void seen.push(...batch.map(({ position }) => position)),
      onProgress: (position) => void (early += seen.filter((given) => given > position).length),
    })
    await Promise.all(Array.from({ length: 10 }, () => appendEach(log(), [events(context, 4), events(someContext(), 2)])))
    await eventually(() => expect(followed.given).toHaveLength(40))
    await followed.subscription.stop()
    const positions = followed.progress.map(({ position }) => position)
    expect(positions).toEqual([...positions].sort((a, b) => Number(a - b)))
    expect(early).toBe(0)
  })

  it('is stopped once the handler at work is done, and gives nothing after', async () => {
    const context = someContext()
    const begun: string[] = []
    let release: () => void = () => undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    const followed = await follow(log(), {
      after: await log().head(),
      typePrefixes: [`${context}.`],
      onEvents: async (batch) => {
        begun.push(...idsOf(batch))
        await held
      },
    })
    const first = event(context)
    await appendEach(log(), [[first]])
    await eventually(() => expect(begun).toEqual([first.id]))
    const stopped = followed.subscription.stop().then(() => followed.given.length)
    await appendEach(log(), [events(context, 3)])
    release()
    expect(await stopped).toBe(1)
    expect(begun).toEqual([first.id])
  })
}
