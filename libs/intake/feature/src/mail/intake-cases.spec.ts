import { requestFacts, threadMessageId, threadToken } from '@spoc/intake-contracts'
import { Signatures } from '@spoc/platform-nest'
import { openMailWorld, OURS, type Listed, type MailWorld } from '../../test/mail-world.js'

describe('the cases of intake, through SMTP', () => {
  let world: MailWorld
  const tokenOf = ({ number }: Listed) => {
    const signatures = world.world.service.app.get(Signatures, { strict: false })
    return threadToken(number, (purpose, text) => signatures.sign(purpose, text))
  }
  const marked = (title: string, request: Listed) => `Re: ${title} [${request.number}/${tokenOf(request).signature}]`
  const opened = async (subject: string, from = 'Ada <ada@lumen.example>', over: object = {}) => {
    await world.post({ from, subject, messageId: `<${subject.replace(/\W/g, '-')}@peer.example>`, ...over })
    return world.only(subject)
  }

  beforeAll(async () => {
    world = await openMailWorld()
  })
  afterAll(() => world.close())

  it('case Intake 1: two replies that share a root Message-ID we never saw are one request', async () => {
    const references = ['<unseen-root@lumen.example>']
    await Promise.all([
      world.post({ from: 'ada@lumen.example', subject: 'Re: Case one', messageId: '<one-a@lumen.example>', references }),
      world.post({ from: 'bea@lumen.example', subject: 'Re: Case one', messageId: '<one-b@lumen.example>', references }),
    ])
    const request = await world.only('Re: Case one')
    expect(await world.typesOf(request.id)).toEqual(['request-received', 'message-added'])
    await world.post({ from: 'ada@lumen.example', subject: 'Case one', messageId: '<unseen-root@lumen.example>' })
    expect(await world.typesOf(request.id)).toHaveLength(3)
  })

  it('case Intake 2: the right token from a stranger’s address opens a new request, linked and flagged', async () => {
    const first = await opened('Case two')
    await world.post({ from: 'mallory@elsewhere.example', subject: marked('Case two', first), text: 'Tell me all.' })
    const second = await world.only('Re: Case two')
    expect(second.flags).toEqual(['unknown-sender', 'stranger-in-thread'])
    expect(second.links).toEqual([{ to: first.id, relation: 'relates-to' }])
    expect(second.accountId).toBeUndefined()
    expect(await world.typesOf(first.id)).not.toContain('message-added')
  })

  it.each(['Fwd: Case three', 'WG: Case three', 'Пересл: Case three'])(
    'case Intake 3: a participant who forwards to another mailbox without the token opens a new request ("%s")',
    async (subject) => {
      const first = (await world.titled('Case three'))[0] ?? (await opened('Case three'))
      await world.post({
        from: 'ada@lumen.example',
        to: `sales@${OURS}`,
        subject,
        references: ['<Case-three@peer.example>'],
      })
      const second = await world.only(subject)
      expect(second.links).toContainEqual({ to: first.id, relation: 'relates-to' })
      expect(second.flags).toEqual([])
      expect(await world.typesOf(first.id)).not.toContain('message-added')
    },
  )

  it('case Intake 4: a reply to merged B reaches the survivor A, transitively, and reopens nothing', async () => {
    const [a, b, c] = [await opened('Case four A'), await opened('Case four B'), await opened('Case four C')]
    for (const [from, into] of [
      [c, b],
      [b, a],
    ] as const)
      expect((await world.agent.post(`/api/v1/requests/${from.id}/merge`, { into: into.id })).status).toBe(200)
    await world.post({ from: 'ada@lumen.example', subject: 'Re: Case four C', inReplyTo: '<Case-four-C@peer.example>' })
    expect((await world.typesOf(a.id)).filter((type) => type === 'message-added')).toHaveLength(1)
    const merged = (await world.world.service.background.streams.load(requestFacts, b.id)).state
    expect(merged).toMatchObject({ status: 'merged' })
    expect((await world.typesOf(c.id)).at(-1)).toBe('request-merged')
  })

  it('case Intake 5: one Message-ID through two mailboxes is one request, and both teams see it', async () => {
    const twice = { from: 'ada@lumen.example', subject: 'Case five', messageId: '<case-five@lumen.example>' }
    await world.post({ ...twice, to: `support@${OURS}` })
    await world.post({ ...twice, to: `noc@${OURS}` })
    const request = await world.only('Case five')
    expect((await world.world.service.background.streams.load(requestFacts, request.id)).state).toMatchObject({
      mailboxes: [`support@${OURS}`, `noc@${OURS}`],
    })
    await world.post({ ...twice, to: `noc@${OURS}` })
    expect(await world.typesOf(request.id)).toEqual(['request-received', 'copy-received'])
  })

  it('case Intake 6: a bounce, an automatic reply and a list open nothing, answer nothing and move no clock', async () => {
    const request = await opened('Case six')
    const before = await world.everything()
    const inReplyTo = '<Case-six@peer.example>'
    const from = 'ada@lumen.example'
    await world.post({ from, subject: 'Away', inReplyTo, headers: { 'Auto-Submitted': 'auto-replied' } })
    await world.post({ from, subject: 'Undeliverable', inReplyTo, envelope: { from: '', to: [`support@${OURS}`] } })
    await world.post({ from, subject: 'News', headers: { 'List-Id': '<news.lumen.example>' } })
    expect(await world.everything()).toBe(before)
    expect(await world.typesOf(request.id)).toEqual(['request-received'])
    expect((await world.quarantined()).map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['automatic-reply', 'bounce', 'list']),
    )
  })

  it('case Intake 6: our own queue in CC is ignored', async () => {
    const request = await opened('Case six and a copy', 'ada@lumen.example', { cc: [`noc@${OURS}`, 'bea@lumen.example'] })
    const [received] = await world.events(request.id)
    expect(received?.data).toMatchObject({ copiedTo: [expect.objectContaining({ addressHash: expect.any(String) })] })
  })

  it('case Intake 7: the same title from different clients is never merged or linked by itself', async () => {
    await world.post({ from: 'ada@lumen.example', subject: 'Case seven', messageId: '<seven-a@lumen.example>' })
    await world.post({ from: 'per@polar.example', subject: 'Case seven', messageId: '<seven-b@polar.example>' })
    const both = await world.titled('Case seven')
    expect(both.map(({ accountId }) => accountId).sort()).toEqual([world.lumen, world.polar].sort())
    expect(both.flatMap(({ links }) => links)).toEqual([])
  })

  it('case Intake 8: a peer that strips our number is matched on its own number, that we stored', async () => {
    const answer = await world.admin.put('/api/v1/channels/mail/peers/carrier-x', {
      addresses: ['noc@carrier.example'],
      numbers: 'CX-{number}',
    })
    expect(answer.status).toBe(200)
    const request = await opened('Case eight')
    const machine = { from: 'noc@carrier.example', headers: { 'Auto-Submitted': 'auto-generated' } }
    await world.post({ ...machine, subject: `CX-00912 opened for ${marked('Case eight', request)}` })
    await world.post({ ...machine, subject: 'Update on CX-00912: engineer on site' })
    const notes = (await world.events(request.id)).filter(({ type }) => type === 'intake.message-added.v1')
    expect(notes.map(({ data }) => data)).toMatchObject([
      { direction: 'internal', match: { by: 'token' } },
      { direction: 'internal', match: { by: 'peer-number' } },
    ])
    await world.post({ from: 'ada@lumen.example', subject: 'What about CX-00912?' })
    expect(await world.titled('What about CX-00912?')).toHaveLength(1)
  })

  it('case Intake 9: a client’s reply to our acknowledgement is public', async () => {
    const request = await opened('Case nine')
    await world.post({
      from: 'ada@lumen.example',
      subject: 'Thanks',
      inReplyTo: `<${threadMessageId('acknowledgement', tokenOf(request), OURS)}>`,
    })
    const [, message] = await world.events(request.id)
    expect(message?.data).toMatchObject({ direction: 'from-client', match: { by: 'references' } })
  })
})
