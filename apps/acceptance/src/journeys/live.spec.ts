import { eventually } from '@spoc/platform-testing'
import { must, type Caller } from '../platform/caller.js'
import type { Platform } from '../platform/platform.js'
import { startPlatform } from '../platform/start-platform.js'
import { furnish, type Provider } from '../provider/furnish.js'

describe('the live feed', () => {
  let platform: Platform
  let provider: Provider
  const open: Feed[] = []

  beforeAll(async () => {
    platform = await startPlatform()
    provider = await furnish(platform)
  })
  afterAll(async () => {
    for (const feed of open) feed.close()
    await platform?.stop()
  })

  const follow = async (who: Caller) => {
    const feed = await openFeed(who)
    open.push(feed)
    return feed
  }
  const ask = async (key: 'jan' | 'grace', account: 'havel' | 'kestrel') => {
    const body = { kind: 'question', title: 'Live?', description: 'Is it?', serviceInstanceId: provider.id(`service:${account}`) }
    return String((await must((await provider.as(key)).post('/api/v1/requests', body)))['id'])
  }

  it('tells staff of every request, and a client of its own account’s only', async () => {
    const [staff, jan] = [await follow(await provider.as('ada')), await follow(await provider.as('jan'))]
    const foreign = await ask('grace', 'kestrel')
    const own = await ask('jan', 'havel')
    await eventually(
      'the client hears of its own',
      () => jan.text(),
      (text) => text.includes(own),
      10_000,
    )
    await eventually(
      'staff hear of both',
      () => staff.text(),
      (text) => text.includes(own) && text.includes(foreign),
      10_000,
    )
    await platform.settle()
    expect(jan.text()).not.toContain(foreign)
    expect(jan.text()).not.toContain(provider.id('account:kestrel'))
  })

  it('tells a client nothing of what is internal', async () => {
    const own = await ask('jan', 'havel')
    await platform.settle()
    const jan = await follow(await provider.as('jan'))
    const ada = await provider.as('ada')
    await must(ada.post(`/api/v1/requests/${own}/notes`, { text: 'Between us.' }))
    await platform.settle()
    const later = await ask('jan', 'havel')
    await eventually(
      'the client hears of what came later',
      () => jan.text(),
      (text) => text.includes(later),
      10_000,
    )
    expect(jan.text()).not.toContain(own)
  })

  it('is for those who are signed in', async () => {
    expect((await platform.anonymous.get('/api/v1/live')).status).toBe(401)
  })
})

interface Feed {
  text(): string
  close(): void
}

async function openFeed(who: Caller): Promise<Feed> {
  const over = new AbortController()
  const response = await fetch(`${who.url}/api/v1/live`, {
    headers: { accept: 'text/event-stream', ...who.shown },
    signal: over.signal,
  })
  if (response.status !== 200 || response.body === null) throw new Error(`The live feed answered ${response.status}.`)
  let received = ''
  const reader = response.body.getReader()
  const decoder = new TextDecoder()
  const read = async (): Promise<void> => {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      received += decoder.decode(value, { stream: true })
    }
  }
  // Closing the feed breaks the read off, which is its end here.
  read().catch((error: unknown) => (received += `\n: ${String(error)}`))
  return { text: () => received, close: () => over.abort() }
}
