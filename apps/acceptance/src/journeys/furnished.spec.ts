import type { Platform } from '../platform/platform.js'
import { startPlatform } from '../platform/start-platform.js'
import { furnish, type Provider } from '../provider/furnish.js'

describe('x', () => {
  let platform: Platform
  let provider: Provider
  beforeAll(async () => {
    platform = await startPlatform()
    provider = await furnish(platform)
  })
  afterAll(() => platform?.stop())
  it('works', async () => {
    const anna = await provider.as('anna')
    const a = await anna.post('/api/v1/requests', {
      kind: 'incident',
      title: 'down',
      description: 'all is down',
      serviceInstanceId: provider.id('service:meridian'),
    })
    console.log(a.status, a.text)
    await platform.settle()
    console.log((await anna.get('/api/v1/requests')).text)
    console.log((await (await provider.as('ada')).get('/api/v1/requests')).text)
    console.log((await platform.outgoing()).map((m) => `${m.subject}\n${m.text}`))
  })
})
