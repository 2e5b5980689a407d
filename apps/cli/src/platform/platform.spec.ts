import { Platform } from './platform.js'

describe('a platform that says when to come again', () => {
  const later = (seconds: number) =>
    Response.json({ code: 'engine-away', detail: 'Try again.' }, { status: 503, headers: { 'retry-after': String(seconds) } })
  const asked = (answers: readonly (() => Response)[]) => {
    const methods: string[] = []
    const fetching = (_: unknown, init?: RequestInit) => {
      methods.push(init?.method ?? '')
      return Promise.resolve((answers[methods.length - 1] ?? answers.at(-1)!)())
    }
    return { methods, platform: new Platform({ url: 'http://127.0.0.1:1', fetch: fetching }) }
  }

  it('is asked again', async () => {
    const { platform, methods } = asked([() => later(0), () => later(0.01), () => Response.json({ items: [] })])
    expect(await platform.get('/api/v1/requests')).toEqual({ items: [] })
    expect(methods).toEqual(['GET', 'GET', 'GET'])
  })

  it('is not waited for longer than half a minute', async () => {
    const { platform, methods } = asked([() => later(31)])
    await expect(platform.get('/api/v1/requests')).rejects.toMatchObject({ status: 503, code: 'engine-away' })
    expect(methods).toHaveLength(1)
  })

  it('is not sent a command twice', async () => {
    const { platform, methods } = asked([() => later(0), () => Response.json({})])
    await expect(platform.post('/api/v1/requests', {})).rejects.toMatchObject({ status: 503 })
    expect(methods).toEqual(['POST'])
  })
})
