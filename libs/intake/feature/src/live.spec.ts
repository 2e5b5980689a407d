import { routingOfRequest } from '@spoc/routing-contracts'
import { eventually } from '@spoc/platform-testing'
import type { CallerOf } from '@spoc/platform-testing/world'
import { bodyOf, inesId, openIntakeWorld, type IntakeWorld } from '../test/intake-world.js'
import { intakeContext } from './index.js'

describe('following requests live, and by a link', () => {
  let intake: IntakeWorld
  const streams: AbortController[] = []

  beforeAll(async () => {
    intake = await openIntakeWorld(intakeContext)
  })
  afterAll(async () => {
    for (const stream of streams) stream.abort()
    await intake.world.close()
  })

  const listen = async (by: CallerOf) => {
    const stream = new AbortController()
    streams.push(stream)
    const response = await fetch(`${intake.world.url}/api/v1/live`, {
      headers: { authorization: `Bearer ${by.token}` },
      signal: stream.signal,
    })
    let heard = ''
    let ended = false
    const reader = response.body!.getReader()
    const decoder = new TextDecoder()
    const read = async (): Promise<void> => {
      for (;;) {
        const { done, value } = await reader.read()
        if (done) return
        heard += decoder.decode(value)
      }
    }
    void read().then(
      () => (ended = true),
      () => (ended = true),
    )
    await eventually(
      'the connection',
      () => heard,
      (text) => text.includes(': connected'),
    )
    return { type: response.headers.get('content-type'), heard: () => heard, ended: () => ended }
  }
  const hears = (listener: { readonly heard: () => string }, what: string) =>
    eventually(what, listener.heard, (text) => text.includes(what))

  it('tells each caller of requests it may see, once the queue shows what happened', async () => {
    const [staff, client, stranger] = [await listen(intake.agent), await listen(intake.client), await listen(intake.stranger)]
    expect(staff.type).toContain('text/event-stream')
    const { id, position } = await intake.bring()
    await hears(staff, `"id":"${id}"`)
    expect(staff.heard()).toContain(`event: request\nid: ${position}\ndata: {"id":"${id}","position":"${position}"`)
    const { items } = bodyOf<{ items: { id: string }[] }>(await intake.agent.get('/api/v1/requests?sort=-received&limit=1'))
    expect(items[0]?.id).toBe(id)
    await intake.agent.post(`/api/v1/requests/${id}/notes`, { text: 'Internal.' })
    await intake.agent.post(`/api/v1/requests/${id}/replies`, { text: 'We look into it.' })
    await hears(client, 'intake.request-taken-up.v1')
    await hears(staff, 'intake.request-taken-up.v1')
    expect(staff.heard().match(/intake\.message-added\.v1/g)?.length).toBe(2)
    expect(client.heard().match(/intake\.message-added\.v1/g)?.length ?? 0).toBeLessThan(2)
    const { id: theirs } = await intake.bring({}, intake.stranger)
    await hears(stranger, theirs)
    expect(stranger.heard()).not.toContain(id)
  })

  it('lets everybody go when the process drains', async () => {
    const listener = await listen(intake.agent)
    await intake.world.reopen()
    await eventually('the end', listener.ended, (ended) => ended)
  })

  it('tells a request to whoever has its signed link: no names, nothing internal', async () => {
    const { id, number, position } = await intake.bring({ title: 'Secret title', description: 'Call me on 0123.' })
    await intake.append(routingOfRequest, id, {
      type: 'routing.spoc-assigned.v1',
      data: { requestId: id, spoc: { kind: 'person', personId: inesId }, because: 'named-in-hours' },
    })
    await intake.engineer.post(`/api/v1/requests/${id}/notes`, { text: 'The client is wrong.' })
    await intake.client.post(`/api/v1/requests/${id}/replies`, { text: 'My mobile is 0456.' })
    const { headers } = await intake.agent.post(`/api/v1/requests/${id}/replies`, { text: 'We look into it.' })
    const { followUrl } = bodyOf<{ followUrl: string }>(await intake.client.get(`/api/v1/requests/${id}?after=${position}`))
    const token = followUrl.slice(followUrl.lastIndexOf('/') + 1)
    const answer = await intake.world.anonymous.get(`/api/v1/follow/${token}?after=${headers['x-log-position']}`)
    expect(answer.body).toMatchObject({ number, status: 'in-progress', spoc: 'Ines Berg' })
    const told = JSON.stringify(answer.body)
    expect(told).toContain('We look into it.')
    expect(told).not.toMatch(/wrong|0123|0456|Secret|Köhler|named-in-hours/)
  })

  it('refuses a link whose signature is not ours', async () => {
    const { id } = await intake.bring()
    for (const token of [`${id}.aaaaaaaaaaaaaaaa`, `${id}.aaaaaaaa`, id, 'x'])
      expect((await intake.world.anonymous.get(`/api/v1/follow/${token}`)).body).toMatchObject({
        status: 404,
        code: 'link-unknown',
      })
  })
})
