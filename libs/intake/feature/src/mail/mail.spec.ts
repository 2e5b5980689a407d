import { idOf } from '@spoc/platform-kernel'
import { claimFacts, claimId, requestFacts, subjectToken, threadToken, type RequestReceived } from '@spoc/intake-contracts'
import { Signatures } from '@spoc/platform-nest'
import { SealedBlobs } from '@spoc/platform-runtime'
import { openMailWorld, OURS, type Listed, type MailWorld } from '../../test/mail-world.js'
import { bodyOf } from '../../test/intake-world.js'

describe('mail', () => {
  let world: MailWorld
  const from = 'Ada <ada@lumen.example>'
  const stateOf = async ({ id }: Pick<Listed, 'id'>) => {
    const { state } = await world.world.service.background.streams.load(requestFacts, id)
    if (state.is === 'unknown') throw new Error('It is not there.')
    return state
  }
  const tokenOf = ({ number }: Listed) => {
    const signatures = world.world.service.app.get(Signatures, { strict: false })
    return threadToken(number, (purpose, text) => signatures.sign(purpose, text))
  }
  const marked = (request: Listed) => subjectToken(tokenOf(request))
  const requestIdOf = (messageId: string) => idOf<'request'>('request', claimId('message-id', OURS, messageId))
  const claim = (scope: 'message-id' | 'thread', messageId: string, requestId: string) =>
    world.append(claimFacts, claimId(scope, OURS, messageId), { type: 'intake.claimed.v1', data: { scope, requestId } })
  const pageOf = async ({ id }: Pick<Listed, 'id'>) => bodyOf(await world.agent.get(`/api/v1/requests/${id}`))

  beforeAll(async () => {
    world = await openMailWorld()
  })
  afterAll(() => world.close())

  describe('tells whose it is', () => {
    it('by the address of a contact', async () => {
      await world.post({ from, subject: 'By address' })
      const request = await world.only('By address')
      expect(request).toMatchObject({ accountId: world.lumen, contactId: expect.any(String), flags: [] })
      expect((await stateOf(request)).identifiedBy.how).toBe('address')
    })
    it('by the mail domain of an account, for a colleague whom the directory does not know', async () => {
      await world.post({ from: 'bea@berlin.lumen.example', subject: 'By domain' })
      expect(await world.only('By domain')).toMatchObject({ accountId: world.lumen, flags: [] })
    })
    it('to nobody where neither is known: the triage desk finds out', async () => {
      await world.post({ from: 'who@nowhere.example', subject: 'By nobody', text: 'It is about LUM-0001.' })
      const request = await world.only('By nobody')
      expect(request).toMatchObject({ flags: ['unknown-sender'] })
      expect(request.accountId).toBeUndefined()
      expect(request.serviceInstanceId).toBeUndefined()
    })
    it('by the circuit it names, for a contact of several accounts', async () => {
      await world.post({ from: 'kim@consulting.example', subject: 'By circuit', text: 'It is about pol-0001, again.' })
      const request = await world.only('By circuit')
      expect(request).toMatchObject({ accountId: world.polar, contactId: expect.any(String), flags: [] })
      expect(await stateOf(request)).toMatchObject({ serviceInstanceId: expect.any(String), identifiedBy: { how: 'service' } })
    })
    it('to nobody where the contact has several accounts and names no circuit, or one of each', async () => {
      const kim = 'kim@consulting.example'
      await world.post({ from: kim, subject: 'By guess' })
      await world.post({ from: kim, subject: 'By guess twice', text: 'LUM-0001 and POL-0001 are both down.' })
      for (const subject of ['By guess', 'By guess twice']) {
        const request = await world.only(subject)
        expect(request).toMatchObject({ contactId: expect.any(String), flags: ['account-ambiguous'] })
        expect(request.accountId).toBeUndefined()
      }
    })
    it('with the service instance it names, where that is the account’s', async () => {
      await world.post({ from, subject: 'LUM-0001 flaps' })
      await world.post({ from, subject: 'POL-0001 flaps' })
      expect((await world.only('LUM-0001 flaps')).serviceInstanceId).toEqual(expect.any(String))
      expect((await world.only('POL-0001 flaps')).serviceInstanceId).toBeUndefined()
    })
    it('to nobody where one of our own people sent it', async () => {
      await world.person('Omar', 'omar@staff.example', ['agent'])
      await world.post({ from: 'omar@staff.example', subject: 'By staff' })
      const request = await world.only('By staff')
      expect(request.flags).toEqual([])
      expect((await stateOf(request)).identifiedBy.reason).toContain('own people')
    })
  })

  describe('tells what is said', () => {
    it('as text where it is HTML alone', async () => {
      const html =
        '<style>p{color:red}</style><p>The <b>link</b> is down.</p><script>alert(1)</script><img src="http://x.example/t.gif">'
      await world.post({ from, subject: 'In HTML', html, text: undefined })
      const { description } = await pageOf(await world.only('In HTML'))
      expect(description).toBe('The link is down.')
    })
    it('and says so where it has no word in it', async () => {
      await world.post({ from, subject: '', text: '', messageId: '<wordless@lumen.example>' })
      const page = await pageOf({ id: requestIdOf('wordless@lumen.example') })
      expect(page).toMatchObject({ title: '(no subject)', description: '(The mail has no text.)' })
    })
    it('whole, where it is too long for an event', async () => {
      const text = 'No light. '.repeat(10_000).trim()
      await world.post({ from, subject: 'At length', text })
      const first = await world.only('At length')
      expect((await pageOf(first))['description']).toBe(text)
      await world.post({ from, subject: `Re: At length ${marked(first)}`, text })
      const [, answer] = (await world.events(first.id)).filter(({ type }) => !type.includes('duplicate'))
      expect(answer?.data).toMatchObject({ bodyBlob: { size: text.length } })
    })
    it('with its attachments, their types told by what they are', async () => {
      const attachments = [
        { filename: 'trace.txt', content: 'one\ntwo' },
        { filename: 'photo.txt', content: Buffer.from('89504e470d0a1a0a0000', 'hex') },
        { filename: 'page.html', content: '<script>1</script>' },
      ]
      await world.post({ from, subject: 'With files', attachments })
      const page = await pageOf(await world.only('With files'))
      expect(page['attachments']).toMatchObject([
        { name: 'trace.txt', type: 'text/plain', size: 7 },
        { name: 'photo.txt', type: 'image/png', size: 10 },
        { name: 'page.html', type: 'text/plain' },
      ])
    })
    it('with the raw mail kept, sealed', async () => {
      await world.post({ from, subject: 'Raw', text: 'Kept as it came.' })
      const [received] = await world.events((await world.only('Raw')).id)
      const { mail } = received?.data as RequestReceived
      const sha256 = mail?.rawBlob?.sha256 ?? ''
      const { app, background } = world.world.service
      expect(Buffer.from((await app.get(SealedBlobs, { strict: false }).get(sha256)) ?? '').toString()).toContain(
        'Kept as it came.',
      )
      expect(Buffer.from((await background.engines.blobs.get(sha256)) ?? '').toString('latin1')).not.toContain('Kept as it came.')
    })
    it('without a word of it in the clear in the log', async () => {
      await world.post({ from: 'Zoe Quill <zoe@nowhere.example>', subject: 'Secret of Zoe', text: 'Zoe wrote this.' })
      const events = await world.events((await world.only('Secret of Zoe')).id)
      expect(JSON.stringify(events.map(({ data, metadata }) => ({ data, metadata })))).not.toMatch(/zoe/i)
    })
  })

  describe('that answers', () => {
    it('sets the work going that waited for it', async () => {
      await world.post({ from, subject: 'Waiting', messageId: '<waiting@lumen.example>' })
      const request = await world.only('Waiting')
      await world.agent.post(`/api/v1/requests/${request.id}/await-client`, { what: 'Is the light green?' })
      await world.post({ from, subject: 'Re: Waiting', inReplyTo: '<waiting@lumen.example>', text: 'It is green.' })
      expect(await stateOf(request)).toMatchObject({ status: 'in-progress' })
      expect((await world.typesOf(request.id)).slice(-2)).toEqual(['message-added', 'work-resumed'])
    })
    it('too late opens a follow-up, once however often it comes', async () => {
      await world.post({ from, subject: 'Closed', messageId: '<closed@lumen.example>' })
      const request = await world.only('Closed')
      await world.append(requestFacts, request.id, {
        type: 'intake.request-closed.v1',
        data: { because: 'elapsed', reopenUntil: '2026-01-01T00:00:00.000Z' },
      })
      const late = { from, subject: 'Re: Closed', inReplyTo: '<closed@lumen.example>', messageId: '<late@lumen.example>' }
      await world.post(late)
      await world.post(late)
      const followUps = (await world.requests()).filter(({ links }) =>
        links.some(({ to, relation }) => to === request.id && relation === 'follows-up'),
      )
      expect(followUps).toHaveLength(1)
      expect((await stateOf(request)).messageIds).toEqual([])
    })
    it('by one of our own people is a note that stays inside', async () => {
      await world.person('Nia', 'nia@staff.example', ['engineer'])
      await world.post({ from, subject: 'Noted' })
      const request = await world.only('Noted')
      await world.post({ from: 'nia@staff.example', subject: `Re: Noted ${marked(request)}`, text: 'Do not tell them.' })
      const added = (await world.events(request.id)).find(({ type }) => type === 'intake.message-added.v1')
      expect(added?.data).toMatchObject({ direction: 'internal', author: { kind: 'person' } })
    })
    it('from the client’s own ticket system is the client’s word', async () => {
      const peer = { addresses: ['desk@tickets.polar.example'], numbers: '[{number}]', accountId: world.polar }
      await world.admin.put('/api/v1/channels/mail/peers/polar-desk', peer)
      const machine = { from: 'desk@tickets.polar.example', headers: { Precedence: 'bulk' } }
      await world.post({ ...machine, subject: '[PD-77] Rack is hot' })
      const request = await world.only('[PD-77] Rack is hot')
      expect(request.accountId).toBe(world.polar)
      expect((await stateOf(request)).peer).toEqual({ system: 'polar-desk', number: 'PD-77' })
      await world.post({ ...machine, subject: '[PD-77] Still hot' })
      expect((await world.events(request.id)).at(-1)?.data).toMatchObject({
        direction: 'from-client',
        match: { by: 'peer-number' },
      })
    })
    it('with a forged token opens a request of its own, and tells nothing', async () => {
      await world.post({ from, subject: 'Forged' })
      const { number, id } = await world.only('Forged')
      await world.post({ from, subject: `Re: Forged [${number}/aaaaaaaaaaaaaaaa]` })
      expect(await world.only('Re: Forged')).toMatchObject({ links: [] })
      expect((await stateOf({ id })).messageIds).toEqual([])
    })
  })

  describe('is taken in once', () => {
    it('law 5: a claim whose claimant died is finished by the same mail', async () => {
      const requestId = requestIdOf('crashed@lumen.example')
      await claim('message-id', 'crashed@lumen.example', requestId)
      const again = { from, subject: 'Crashed', messageId: '<crashed@lumen.example>' }
      await world.post(again)
      await world.post(again)
      expect(await world.only('Crashed')).toMatchObject({ id: requestId })
      expect((await world.typesOf(requestId)).filter((type) => type === 'request-received')).toHaveLength(1)
    })
    it('law 5: an answer whose claimant died is added by the same mail, once', async () => {
      await world.post({ from, subject: 'Half answered' })
      const request = await world.only('Half answered')
      await claim('message-id', 'half@lumen.example', request.id)
      const again = { from, subject: 'Half answered indeed', messageId: '<half@lumen.example>' }
      await world.post(again)
      await world.post(again)
      expect((await stateOf(request)).messageIds).toHaveLength(1)
      expect(await world.titled('Half answered indeed')).toEqual([])
    })
    it('however many connections bring it at once', async () => {
      const one = { from, subject: 'At once', messageId: '<at-once@lumen.example>' }
      await Promise.all(['support', 'noc', 'sales', 'support'].map((box) => world.post({ ...one, to: `${box}@${OURS}` })))
      expect([...(await stateOf(await world.only('At once'))).mailboxes].sort()).toEqual(
        ['noc', 'sales', 'support'].map((box) => `${box}@${OURS}`),
      )
    })
    it('and is asked to come again while the request of its thread is being taken in, but not for ever', async () => {
      await claim('thread', 'in-flight@lumen.example', requestIdOf('elsewhere@lumen.example'))
      const answer = { from, subject: 'In flight', inReplyTo: '<in-flight@lumen.example>', messageId: '<lands@lumen.example>' }
      await expect(world.post(answer)).rejects.toThrow(/451/)
      await world.world.moveTo('2026-01-12T08:02:00.000Z')
      await world.post(answer)
      expect(await world.titled('In flight')).toHaveLength(1)
    })
  })

  it('survives its own restart: what was acknowledged is there, and the listener is back', async () => {
    await world.post({ from, subject: 'Before the end', messageId: '<before@lumen.example>' })
    await world.world.reopen()
    await world.post({ from, subject: 'Re: Before the end', inReplyTo: '<before@lumen.example>' })
    expect((await stateOf({ id: requestIdOf('before@lumen.example') })).messageIds).toHaveLength(1)
  })
})
