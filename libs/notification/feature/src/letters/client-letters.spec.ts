import { keyOfAuthor, keyOfPerson, personal } from '@spoc/platform-kernel'
import { SealedBlobs } from '@spoc/platform-runtime'
import { eventually } from '@spoc/platform-testing'
import { id, openNotificationWorld, type Listed, type NotificationWorld } from '../../test/notification-world.js'

describe('letters to the client', () => {
  let world: NotificationWorld
  let requestId: string
  const sent = (kind: string, about = '') =>
    world.message(`${kind} ${about}`, (one) => one.kind === kind && one.state === 'sent' && one.subject.includes(about))
  const why = (text: string) => personal(text, keyOfAuthor(requestId, id('ada')))

  beforeEach(async () => {
    world = await openNotificationWorld()
    await world.person('ada')
    await world.contact('ana')
    requestId = await world.request('r', { contactId: id('ana') })
  })
  afterEach(() => world.close())

  it('carry a public reply in the thread of the request, and never an internal note', async () => {
    await world.say(requestId, 'internal', 'SECRET note')
    await world.say(requestId, 'to-client', 'We are on it.')
    const reply = await sent('reply')
    const eml = await world.eml(reply)
    expect(eml).toContain('We are on it.')
    expect(eml).toContain('Auto-Submitted: no')
    expect(eml).toMatch(/References:\s+<\S+\.r-1000017\.\S+@provider\.example>/)
    const all = await Promise.all((await world.list()).map((one) => world.eml(one)))
    expect(all.join()).not.toContain('SECRET')
    expect(all).toHaveLength(1)
  })

  it('carry a long reply whole', async () => {
    const { blobs, keys } = world.service.background.engines
    const text = `${'x'.repeat(40_000)} the end`
    const bodyBlob = await new SealedBlobs(blobs, keys).put(Buffer.from(text), keyOfAuthor(requestId, id('ada')))
    await world.say(requestId, 'to-client', 'long', { body: undefined, bodyBlob })
    expect(await world.eml(await sent('reply'))).toContain('the end')
  })

  it('reach everybody whom the client copied, each address once', async () => {
    const party = (name: string) => ({ address: personal(`${name}@client.example`, keyOfPerson(name)), addressHash: name })
    await world.say(requestId, 'from-client', 'Any news?', {
      sender: party('ana'),
      copiedTo: [party('bo'), party('bo')],
      mail: { messageId: 'news@client.example', references: [] },
    })
    await world.say(requestId, 'to-client', 'Soon.')
    const reply = await sent('reply')
    expect(reply.to).toEqual(['ana@client.example', 'bo@client.example'])
    expect(await world.eml(reply)).toContain('In-Reply-To: <news@client.example>')
  })

  it('ask, remind, tell the solution and the end', async () => {
    const waiting = {
      since: '2026-01-12T08:00:00.000Z',
      remindAt: '2026-01-15T08:00:00.000Z',
      resolveAt: '2026-01-26T08:00:00.000Z',
    }
    const days = { closeAfterDays: 7, reopenWithinDays: 14 }
    await world.onRequest(requestId, {
      type: 'intake.client-awaited.v1',
      data: { what: why('Which port is dark?'), ...waiting, ...days },
    })
    expect(await world.eml(await sent('reminder', 'we need something'))).toContain('Which port is dark?')
    await world.onRequest(requestId, { type: 'intake.reminder-due.v1', data: { count: 1 } })
    expect(await world.eml(await sent('reminder', 'reminder,'))).toContain('Which port is dark?')
    await world.onRequest(requestId, {
      type: 'intake.request-resolved.v1',
      data: { code: 'fixed', solution: why('Spliced.'), closeAt: '2026-01-19T08:00:00.000Z', ...days },
    })
    expect(await world.eml(await sent('resolution'))).toContain('Spliced.')
    await world.onRequest(requestId, {
      type: 'intake.request-closed.v1',
      data: { because: 'elapsed', reopenUntil: '2026-02-02T08:00:00.000Z' },
    })
    expect((await sent('closing')).subject).toContain('closed')
  })

  it('tell why a request is rejected or withdrawn, and where a merged one goes on', async () => {
    await world.onRequest(requestId, { type: 'intake.request-rejected.v1', data: { reason: why('Not our circuit.') } })
    expect(await world.eml(await sent('closing', 'cannot'))).toContain('Not our circuit.')
    const other = await world.request('other', { contactId: id('ana'), number: 'R-1000025' })
    await world.onRequest(other, { type: 'intake.request-cancelled.v1', data: { by: 'client', reason: why('Works again.') } })
    expect(await world.eml(await sent('closing', 'withdrawn'))).toContain('Works again.')
    const merged = await world.request('merged', { contactId: id('ana'), number: 'R-1000033' })
    await world.onRequest(merged, { type: 'intake.request-merged.v1', data: { into: other, stateBefore: 'new' } })
    expect(await world.eml(await sent('closing', 'goes on'))).toContain('R-1000025')
  })

  it('of an erased client show nothing of them, in lists and as kept', async () => {
    await world.say(requestId, 'to-client', 'We are on it.')
    const reply = await sent('reply')
    await world.service.background.opener.destroy(keyOfPerson(id('ana')))
    const [listed] = await eventually('the list', world.list, ([first]) => first?.subject === '(erased)')
    expect(listed).toMatchObject({ to: ['(erased)'] } satisfies Partial<Listed>)
    expect(await world.eml(reply)).toBe('(erased)')
  })
})
