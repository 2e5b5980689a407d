import { startEmbedded } from '../platform/embedded.js'
import type { Platform } from '../platform/platform.js'

describe('the built platform in one process', () => {
  let platform: Platform
  beforeAll(async () => {
    platform = await startEmbedded()
  })
  afterAll(() => platform?.stop())

  it('says which release it is, and that it can serve', async () => {
    expect((await platform.anonymous.get('/version')).body).toMatchObject({
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      mode: 'embedded',
    })
    expect((await platform.anonymous.get('/health/ready')).body).toMatchObject({ status: 'ready', feed: 'following' })
  })
})
