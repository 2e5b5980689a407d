import type { EventLog } from '@spoc/platform-ports'
import { LogFeed, type LogReader } from './log-feed.js'

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
    const feed = new LogFeed(log, () => undefined)
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
