import { openWorkshop, type Workshop } from '../test/workshop.js'
import { documentLeases } from './leases.js'
import { LogFeed, type LogReader } from './log-feed.js'
import { Told } from './told.js'

describe('a reader that stands by', () => {
  let workshop: Workshop
  beforeEach(async () => (workshop = await openWorkshop()))
  afterEach(() => workshop.close())

  it('keeps nobody from stopping, nor from having settled', async () => {
    const { documents, log } = workshop.engines
    const [working, waiting] = [await documentLeases(documents), await documentLeases(documents)]
    await working.hold('job')
    let over = false
    const reader: LogReader & { standsBy: boolean } = {
      name: 'spec',
      typePrefixes: ['spec.'],
      standsBy: false,
      start: () => Promise.resolve(0n),
      async handle() {
        while (!over && !(await waiting.hold('job'))) {
          reader.standsBy = true
          await new Promise((resume) => setTimeout(resume, 20))
        }
      },
      stop: () => void (over = true),
    }
    const feed = new LogFeed(log, new Told(() => true), () => undefined)
    feed.add(reader)
    await log.append('spec-1', -1, [
      { id: '0190a6c2-0000-7000-8000-000000000001', type: 'spec.happened.v1', data: {}, metadata: {} as never },
    ])
    await feed.start()
    await until(() => reader.standsBy)
    expect(await feed.settled()).toBe(true)
    await feed.stop()
    await Promise.all([working.leave(), waiting.leave()])
  })

  it('has its turn once whoever worked is gone, though nothing happens', async () => {
    const { documents, log } = workshop.engines
    const [working, waiting] = [await documentLeases(documents), await documentLeases(documents)]
    await working.hold('job')
    const asked: boolean[] = []
    const reader: LogReader & { standsBy: boolean } = {
      name: 'spec',
      typePrefixes: ['spec.'],
      standsBy: false,
      start: () => Promise.resolve(0n),
      handle: () => Promise.resolve(),
      async reached() {
        const held = await waiting.hold('job')
        reader.standsBy = !held
        asked.push(held)
      },
    }
    const feed = new LogFeed(log, new Told(() => true), () => undefined)
    feed.add(reader)
    await feed.start()
    await until(() => asked.length > 0)
    expect(asked).toEqual([false])
    await working.leave()
    await until(() => asked.includes(true))
    expect(reader.standsBy).toBe(false)
    await feed.stop()
    await waiting.leave()
  })
})

async function until(happened: () => boolean): Promise<void> {
  while (!happened()) await new Promise((resume) => setTimeout(resume, 5))
}
