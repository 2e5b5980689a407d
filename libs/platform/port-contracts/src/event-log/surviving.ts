import { EngineUnavailable, NO_STREAM, type EventLog, type NewEvent } from '@spoc/platform-ports'
import { eventually } from '../eventually.js'
import { unique } from '../unique.js'
import type { EventLogHarness } from './harness.js'
import { events, follow, idsOf, someContext } from './samples.js'
import { appendEach } from './subscribing.js'

/** What subscriptions and appends go through when a process ends. */
export function surviving(harness: () => EventLogHarness, restartable: boolean): void {
  const log = () => harness().log

  const ends: readonly (readonly [string, () => Promise<EventLog>])[] = [
    ['the client was closed and opened again', () => harness().reopen()],
    ['the process of the client died', () => harness().crash()],
  ]
  it.each(ends)('resumes from the last position with nothing skipped or repeated after %s', async (_, begin) => {
    const context = someContext()
    const given = events(context, 90)
    const typePrefixes = [`${context}.`]
    const before = await follow(log(), { typePrefixes })
    await appendEach(log(), [given.slice(0, 30), given.slice(30, 60)])
    await eventually(() => expect(before.given.length).toBeGreaterThan(0))
    await before.subscription.stop()
    const after = before.given.at(-1)?.position ?? 0n
    const next = await begin()
    await appendEach(next, [given.slice(60)])
    const resumed = await follow(next, { after, typePrefixes })
    await eventually(() => expect(before.given.length + resumed.given.length).toBeGreaterThanOrEqual(90))
    await resumed.subscription.stop()
    expect(idsOf([...before.given, ...resumed.given])).toEqual(idsOf(given))
  })

  it('keeps every acknowledged event when the process of the client dies', async () => {
    const context = someContext()
    const batches = Array.from({ length: 40 }, () => events(context, 2))
    await Promise.all(batches.map((batch) => log().append(unique('request'), NO_STREAM, batch)))
    const found = await (await harness().crash()).readAll({ limit: 1000, typePrefixes: [`${context}.`] })
    expect([...idsOf(found)].sort()).toEqual([...idsOf(batches.flat())].sort())
  })

  it('refuses with EngineUnavailable what is asked of a closed client', async () => {
    const closed = log()
    await harness().reopen()
    await expect(closed.append(unique('request'), NO_STREAM, events(someContext(), 1))).rejects.toThrow(EngineUnavailable)
    await expect(closed.ping()).rejects.toThrow(EngineUnavailable)
    await expect(log().ping()).resolves.toBeUndefined()
  })

  if (!restartable) return

  it('goes on by itself when the engine dies and comes back: each subscriber is given everything once, in order', async () => {
    const context = someContext()
    const options = { after: await log().head(), typePrefixes: [`${context}.`] }
    const followers = await Promise.all([follow(log(), options), follow(log(), options)])
    const batches = Array.from({ length: 60 }, () => events(context, 2))
    const appending = Promise.all(batches.map((batch) => appendUntilAnswered(log(), batch)))
    await eventually(() => expect(followers[0].given.length).toBeGreaterThan(0))
    await harness().restart?.()
    await appending
    await appendUntilAnswered(log(), events(context, 2))
    await eventually(() => followers.forEach(({ given }) => expect(given.length).toBeGreaterThanOrEqual(122)))
    await Promise.all(followers.map(({ subscription }) => subscription.stop()))
    const order = idsOf(await log().readAll({ limit: 1000, typePrefixes: options.typePrefixes }))
    expect(order).toHaveLength(122)
    for (const { given, failures } of followers) {
      expect(idsOf(given)).toEqual(order)
      expect(failures).toEqual([])
    }
  })
}

async function appendUntilAnswered(log: EventLog, batch: readonly NewEvent[]): Promise<void> {
  const stream = unique('request')
  await eventually(() => log.append(stream, NO_STREAM, batch))
}
