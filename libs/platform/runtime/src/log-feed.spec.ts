import type { Recorded } from '@spoc/platform-kernel'
import type { EventLog } from '@spoc/platform-ports'
import { LogFeed, type LogReader } from './log-feed.js'
import { Told } from './told.js'

type Subscriber = Parameters<EventLog['subscribe']>[0]

describe('a reader that is at work while the log goes on', () => {
  it('comes to the end also where nothing of what happened meanwhile is for it, and nothing more happens', async () => {
    const { log, subscriber } = anEmptyLog()
    const reached: bigint[] = []
    let goOn = (): void => undefined
    const reader: LogReader = {
      name: 'spec',
      typePrefixes: ['spec.'],
      start: () => Promise.resolve(0n),
      handle: () => Promise.resolve(),
      reached: (position) => {
        reached.push(position)
        return position === 5n ? new Promise((resolve) => (goOn = resolve)) : undefined
      },
    }
    const feed = new LogFeed(log, new Told(() => true), () => undefined)
    feed.add(reader)
    await feed.start()
    while (!(await feed.settled())) await turn()
    subscriber().onProgress?.(5n, true)
    while (!reached.includes(5n)) await turn()
    subscriber().onProgress?.(9n, true)
    expect(await feed.settled()).toBe(false)
    goOn()
    while (!(await feed.settled())) await turn()
    expect(reached.at(-1)).toBe(9n)
    await feed.stop()
  })
})

describe('a reader that catches up while the log never stands still', () => {
  it('joins the feed with what came before, during and after its look at the log, each once and in order', async () => {
    const { log, subscriber } = anEmptyLog()
    const happened = [eventAt(1n)]
    const happen = (position: bigint) => {
      happened.push(eventAt(position))
      subscriber().onEvents(happened.slice(-1))
    }
    let looks = 0
    const handled: bigint[] = []
    const caughtUp: boolean[] = []
    const reader: LogReader = {
      name: 'spec',
      typePrefixes: ['spec.'],
      start: () => Promise.resolve(0n),
      handle: async (events) => void handled.push(...events.map(({ position }) => position)),
      reached: (_, isCaughtUp) => void caughtUp.push(isCaughtUp),
    }
    const feed = new LogFeed(
      {
        ...log,
        readAll: async ({ from = 0n }) => {
          looks += 1
          await turn()
          happen(BigInt(2 * looks))
          const found = happened.filter(({ position }) => position > from)
          happen(BigInt(2 * looks + 1))
          return found
        },
      },
      new Told(() => true),
      () => undefined,
    )
    feed.add(reader)
    await feed.start()
    while (handled.length < 3) await turn()
    happen(4n)
    while (handled.length < 4) await turn()
    expect(handled).toEqual([1n, 2n, 3n, 4n])
    expect(looks).toBe(1)
    expect(caughtUp).not.toContain(false)
    await feed.stop()
  })
})

function eventAt(position: bigint): Recorded {
  return { id: `e${position}`, stream: 'spec-a', revision: Number(position) - 1, position, type: 'spec.happened.v1' } as Recorded
}

/** A log with nothing in it for the reader; what it tells its subscriber is told by the spec. */
function anEmptyLog() {
  let subscribed: Subscriber | undefined
  const log: Pick<EventLog, 'head' | 'readAll' | 'subscribe'> = {
    head: () => Promise.resolve(0n),
    readAll: () => Promise.resolve([]),
    subscribe: (subscriber) => {
      subscribed = subscriber
      return Promise.resolve({ stop: () => Promise.resolve() })
    },
  }
  return { log: log as EventLog, subscriber: () => subscribed! }
}

function turn(): Promise<void> {
  return new Promise((resume) => setImmediate(resume))
}
