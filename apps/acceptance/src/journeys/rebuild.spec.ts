import { must, type Json } from '../platform/caller.js'
import type { Platform } from '../platform/platform.js'
import { startPlatform } from '../platform/start-platform.js'
import { furnish, type Provider } from '../provider/furnish.js'
import { itemIn, itemsIn } from './reading.js'
import { readModelsOf, rebuild } from './rebuilding.js'

const contexts = ['directory', 'identity', 'intake', 'routing', 'notification', 'sla', 'works', 'reporting', 'audit']

/** Read models are folded anew from the log while they serve, and each is proven to be what the log says. */
describe('the rebuild of read models', () => {
  let platform: Platform
  let provider: Provider
  beforeAll(async () => {
    platform = await startPlatform()
    provider = await furnish(platform)
    for (let number = 1; number <= 5; number += 1) await receive(number)
    await platform.settle()
  }, 240_000)
  afterAll(() => platform?.stop())

  const receive = async (number: number) => {
    const told = { kind: 'incident', title: `Line ${number} is down`, description: 'No light.' }
    const anna = await provider.as('anna')
    return must(anna.post('/api/v1/requests', { ...told, serviceInstanceId: provider.id('service:meridian') }))
  }
  const pathOf = (context: string, collection: string) => `/api/v1/read-models/${context}/${collection}`
  it.each(contexts)('finds every read model of %s to be what the log says', async (context) => {
    const names = await readModelsOf(platform, context)
    expect(names.length).toBeGreaterThan(0)
    const verdicts: Record<string, Json | undefined> = {}
    await Promise.all(
      names.map(
        async (name) => (verdicts[name] = itemIn((await rebuild(platform, context, name, false))['verdict'])['differing']),
      ),
    )
    expect(verdicts).toEqual(Object.fromEntries(names.map((name) => [name, 0])))
  })

  it('swaps the queue under those who read it and those who write, and none of them notices', async () => {
    const ada = await provider.as('ada')
    let working = true
    const answers: number[] = []
    const read = async () => {
      while (working) answers.push((await ada.get('/api/v1/requests?limit=50')).status)
    }
    const reading = read()
    const swapped = rebuild(platform, 'intake', 'intake_queue', true)
    const { id, position } = await receive(6)
    expect(await swapped).toMatchObject({ status: 'done', swap: true, verdict: { differing: 0 } })
    const { items } = await must(ada.get(`/api/v1/requests?limit=50&after=${String(position)}`))
    working = false
    await reading
    expect(itemsIn({ items: items ?? [] }).map((item) => item['id'])).toContain(id)
    expect(new Set(answers)).toEqual(new Set([200]))
  })

  it('is for administrators, and tells what there is not', async () => {
    expect(await (await provider.as('ada')).post(`${pathOf('intake', 'intake_queue')}/rebuild`)).toMatchObject({ status: 403 })
    expect(await platform.admin.post(`${pathOf('intake', 'sla_clocks')}/rebuild`)).toMatchObject({
      status: 404,
      body: { code: 'read-model-unknown' },
    })
    expect(await platform.admin.post(`${pathOf('intake', 'intake_queue')}/rebuild/pause`)).toMatchObject({
      status: 409,
      body: { code: 'rebuild-not-under-way' },
    })
    expect(await platform.admin.post(`${pathOf('intake', 'intake_queue')}/rebuild`, { swap: 'maybe' })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'swap' }] },
    })
  })
})
