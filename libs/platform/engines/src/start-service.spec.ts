import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig, openLogger, type ServiceDefinition } from '@spoc/platform-nest'
import { eventContract, streamKind, type Fact } from '@spoc/platform-kernel'
import { EngineUnavailable } from '@spoc/platform-ports'
import { projector, reaction, timed, type Automation, type Engines } from '@spoc/platform-runtime'
import { openEngines, type OpenedEngines } from './open-engines.js'
import { startService } from './start-service.js'

type BellRung = Fact<'bells.rung.v1', object>
const bells = eventContract<BellRung>({ context: 'bells', categories: ['bell'], types: { 'bells.rung.v1': true } })
const bell = streamKind<object, BellRung>({
  category: 'bell',
  initial: {},
  evolve: () => ({}),
  about: (_, id) => ({ subject: id }),
})
const automation: Automation = {
  contract: bells,
  projectors: [
    projector<{ readonly _id: string }, BellRung>({
      collection: { name: 'bells_bells', indexes: [], holds: 'view' },
      version: 1,
      on: { 'bells.rung.v1': ({ stream }, into) => into.put(stream, () => ({ _id: stream })) },
    }),
  ],
  reactions: [reaction<BellRung>()({ name: 'when-rung-then-nothing', into: bell, on: { 'bells.rung.v1': () => [] } })],
  timed: [timed<object, BellRung>({ kind: bell, catchUpOn: () => [], fire: () => [] })],
}
class Bells {}
const definition: ServiceDefinition = {
  name: 'desk',
  version: '1.0.0',
  contexts: [{ automation, module: Bells }],
  contracts: [bells],
}
const distributed = {
  SPOC_MODE: 'distributed',
  SPOC_HTTP_PORT: '0',
  SPOC_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
  EVENTSTORE_URL: 'esdb://127.0.0.1:2113?tls=false',
  KAFKA_BROKERS: '127.0.0.1:9092',
  MONGODB_URL: 'mongodb://127.0.0.1:27017',
}
const SERVERS = { log: 'event-log', bus: 'message-bus', documents: 'documents' } as const
const logger = openLogger('desk', 'silent')

describe('a start in the middle of which an engine goes away', () => {
  let folder: string
  let opened: number
  let closed: number
  let afterClosing: string[]

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'spoc-start-'))
    opened = 0
    closed = 0
    afterClosing = []
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  /** Stands for servers; the nth call of all that a start makes to them finds its engine away. */
  async function engines(calls: { left: number }): Promise<OpenedEngines> {
    const life = { isOver: false }
    const those = await openEngines(loadConfig({ SPOC_DATA_DIR: folder }), 'desk', {}, () => undefined)
    opened += 1
    const falling = Object.fromEntries(
      Object.entries(those.engines).map(([name, engine]) => [
        name,
        name in SERVERS ? falls(engine as object, SERVERS[name as keyof typeof SERVERS], calls, life) : (engine as unknown),
      ]),
    ) as unknown as Engines
    return {
      ...those,
      engines: {
        ...falling,
        async close() {
          closed += 1
          life.isOver = true
          await those.engines.close()
        },
      },
    }
  }

  function falls(
    engine: object,
    name: EngineUnavailable['engine'],
    calls: { left: number },
    life: { readonly isOver: boolean },
  ): object {
    return new Proxy(engine, {
      get(of, key) {
        const member: unknown = Reflect.get(of, key)
        if (typeof member !== 'function') return member
        return (...given: unknown[]) => {
          if (life.isOver && key !== 'close') afterClosing.push(`${name}: ${String(key)}`)
          calls.left -= 1
          if (calls.left === 0) return Promise.reject(new EngineUnavailable(name, 'gone'))
          return (member as (...given: unknown[]) => unknown).apply(of, given)
        }
      },
    })
  }

  async function start(environment: Readonly<Record<string, string>>, calls: { left: number }): Promise<void> {
    const { service } = await startService(definition, loadConfig(environment), logger, () => engines(calls))
    service.serve()
    expect((await fetch(`http://127.0.0.1:${service.port}/health/live`)).status).toBe(200)
    await service.close()
  }

  it('begins anew, whichever call it is that finds it away, and leaves nothing of before', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length
    const before = timers()
    let begunAnew = 0
    for (let call = 1; ; call += 1) {
      const openedBefore = opened
      const calls = { left: call }
      await start(distributed, calls)
      expect(closed).toBe(opened)
      expect(afterClosing).toEqual([])
      begunAnew += opened - openedBefore - 1
      if (calls.left > 0) break
    }
    expect(begunAnew).toBeGreaterThan(3)
    expect(timers()).toBeLessThanOrEqual(before)
  })

  it('ends where the engine is embedded, which fails for good', async () => {
    await expect(start({ SPOC_HTTP_PORT: '0' }, { left: 1 })).rejects.toThrow(EngineUnavailable)
    expect([opened, closed]).toEqual([1, 1])
  })

  it('ends where something else is wrong', async () => {
    const wrong = () => Promise.reject(new RangeError('wrong'))
    await expect(startService(definition, loadConfig(distributed), logger, wrong)).rejects.toThrow('wrong')
  })
})
