import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig, openLogger, type ServiceDefinition } from '@spoc/platform-nest'
import { EngineUnavailable } from '@spoc/platform-ports'
import type { Engines } from '@spoc/platform-runtime'
import { openEngines, type OpenedEngines } from './open-engines.js'
import { startService } from './start-service.js'

const definition: ServiceDefinition = { name: 'desk', version: '1.0.0', contexts: [], contracts: [] }
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

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'spoc-start-'))
    opened = 0
    closed = 0
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  /** Stands for servers; the nth call of all that a start makes to them finds its engine away. */
  async function engines(calls: { left: number }): Promise<OpenedEngines> {
    const those = await openEngines(loadConfig({ SPOC_DATA_DIR: folder }), 'desk', {}, () => undefined)
    opened += 1
    const falling = Object.fromEntries(
      Object.entries(those.engines).map(([name, engine]) => [
        name,
        name in SERVERS ? falls(engine as object, SERVERS[name as keyof typeof SERVERS], calls) : (engine as unknown),
      ]),
    ) as unknown as Engines
    return {
      ...those,
      engines: {
        ...falling,
        async close() {
          closed += 1
          await those.engines.close()
        },
      },
    }
  }

  function falls(engine: object, name: EngineUnavailable['engine'], calls: { left: number }): object {
    return new Proxy(engine, {
      get(of, key) {
        const member: unknown = Reflect.get(of, key)
        if (typeof member !== 'function') return member
        return (...given: unknown[]) => {
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
    let begunAnew = 0
    for (let call = 1; ; call += 1) {
      const before = opened
      const calls = { left: call }
      await start(distributed, calls)
      expect(closed).toBe(opened)
      begunAnew += opened - before - 1
      if (calls.left > 0) break
    }
    expect(begunAnew).toBeGreaterThan(3)
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
