import { eventually } from '@spoc/platform-testing'
import { must, type Caller } from '../platform/caller.js'
import type { Platform } from '../platform/platform.js'
import type { Program } from '../platform/program.js'
import { startPlatform } from '../platform/start-platform.js'
import { furnish, type Provider } from '../provider/furnish.js'
import { itemsIn } from '../journeys/reading.js'

const BACK_WITHIN_MS = 60_000

/** Needs a log that is a process of the run: not for a server that EVENTSTORE_URL names. */
describe('a platform whose event log is away', () => {
  let platform: Platform
  let provider: Provider
  let log: Program
  let jan: Caller
  const request = { kind: 'incident', title: 'While the log is away', description: 'It is down.' }

  beforeAll(async () => {
    platform = await startPlatform()
    provider = await furnish(platform)
    jan = await provider.as('jan')
    await must(jan.post('/api/v1/requests', { ...request, title: 'Before' }))
    await platform.settle()
    const [first] = platform.engines
    if (first === undefined) throw new Error('This spec kills the event log, and EVENTSTORE_URL names one that is not ours.')
    log = first
    await log.kill()
  })
  afterAll(() => platform?.stop())

  const readiness = async (url: string) => (await platform.anonymous.at(url).get('/health/ready')).body

  it('is alive and ready, and names the engine that is away', async () => {
    for (const { name, url } of platform.services) {
      expect({ name, status: (await platform.anonymous.at(url).get('/health/live')).status }).toEqual({ name, status: 200 })
      expect({ name, ...(await readiness(url)) }).toMatchObject({
        name,
        status: 'ready',
        engines: { log: 'away', documents: 'up' },
      })
    }
  })

  it('answers what it needs no log for, and says of the rest when to come again', async () => {
    expect(itemsIn(await must(jan.get('/api/v1/requests'))).map(({ title }) => title)).toContain('Before')
    const refused = await jan.post('/api/v1/requests', request)
    expect({ status: refused.status, code: refused.body['code'] }).toEqual({ status: 503, code: 'engine-away' })
    expect(refused.headers['retry-after']).toMatch(/^\d+$/)
  })

  it('goes on by itself once the log is back, without losing or repeating anything', async () => {
    await log.start()
    const key = { 'idempotency-key': `back-${provider.tag}` }
    await eventually(
      'requests are taken again',
      () => jan.post('/api/v1/requests', request, key),
      ({ status }) => status === 201,
      BACK_WITHIN_MS,
    )
    for (const { name, url } of platform.services)
      await eventually(
        `${name} finds the log again`,
        () => readiness(url),
        (body) => JSON.stringify(body).includes('"log":"up"'),
        BACK_WITHIN_MS,
      )
    await platform.settle()
    const [found, ...more] = itemsIn(await must(jan.get('/api/v1/requests'))).filter(({ title }) => title === request.title)
    expect(more).toEqual([])
    expect(found).toMatchObject({ status: 'new', spoc: { kind: 'team' } })
    expect(JSON.stringify(found?.['clocks'])).toContain('"running"')
  })
})
