import { threadMessageId, threadToken } from '@spoc/intake-contracts'
import { AddressHash, Signatures } from '@spoc/platform-nest'
import { openMailWorld, OURS, type Listed, type MailWorld } from '../../test/mail-world.js'

describe('mail', () => {
  let world: MailWorld
  const from = 'Ada <ada@lumen.example>'
  const hashOf = (address: string) => world.world.service.app.get(AddressHash, { strict: false }).of(address)
  const tokenOf = ({ number }: Listed) => {
    const signatures = world.world.service.app.get(Signatures, { strict: false })
    return threadToken(number, (purpose, text) => signatures.sign(purpose, text))
  }

  beforeAll(async () => {
    world = await openMailWorld()
  })
  afterAll(() => world.close())

  describe('that is nobody’s word', () => {
    const kindsAfter = async (post: () => Promise<unknown>) => {
      const [before, events] = [await world.quarantined(), await world.everything()]
      await post()
      const known = new Set(before.map(({ id }) => id))
      expect(await world.everything()).toBe(events)
      return (await world.quarantined()).filter(({ id }) => !known.has(id)).map(({ kind }) => kind)
    }
    it.each([
      ['our own Message-ID', { messageId: `<n1.r-1000015.abcd@${OURS}>` }],
      ['our own loop mark', { headers: { 'X-Loop': OURS } }],
      ['our own loop mark by its long name', { headers: { 'X-SPOC-Loop': OURS.toUpperCase() } }],
      ['too many servers behind it', { headers: { Received: Array.from({ length: 60 }, () => 'from a by b') } }],
    ])('goes round in circles: %s', async (_, over) =>
      expect(await kindsAfter(() => world.post({ from, subject: 'Loop', ...over }))).toEqual(['loop']),
    )
    it('comes from an address of ours', async () =>
      expect(
        await kindsAfter(() => world.post({ from: `noc@${OURS}`, subject: 'Own', messageId: '<own@relay.example>' })),
      ).toEqual(['own-address']))
    it('is one of our own people’s all the same, where they write from our own domain', async () => {
      await world.person('Olu', `olu@${OURS}`, ['agent'])
      await world.post({ from: `olu@${OURS}`, subject: 'From the desk next door' })
      expect(await world.titled('From the desk next door')).toHaveLength(1)
      const ours = `<${threadMessageId('n1', tokenOf(await world.only('From the desk next door')), OURS)}>`
      expect(await kindsAfter(() => world.post({ from: `olu@${OURS}`, subject: 'Back', messageId: ours }))).toEqual(['loop'])
    })
    it.each([
      ['nothing at all', ''],
      ['no sender', 'Subject: x\r\n\r\ny'],
      ['no header', '\u0000\u0001\u0002\r\n\r\n'],
      ['a sender that is none', 'From: @@@\r\nSubject: x\r\n\r\ny'],
    ])('cannot be read, and is kept with the reason: %s', async (_, raw) =>
      expect(await kindsAfter(() => world.postRaw(raw, { from: 'a@b.example', to: [`support@${OURS}`] }))).toEqual([
        'unreadable',
      ]),
    )
    it('is kept once, and shown to staff alone', async () => {
      const bounce = {
        from,
        subject: 'Kept bounce',
        headers: { 'X-Failed-Recipients': 'x@y.example' },
        messageId: '<b@lumen.example>',
      }
      expect(await kindsAfter(() => world.post(bounce))).toEqual(['bounce'])
      expect(await kindsAfter(() => world.post(bounce))).toEqual([])
      const kept = (await world.quarantined()).find(({ kind }) => kind === 'bounce')
      expect((await world.agent.get(`/api/v1/quarantine/${kept?.id}`)).body).toMatchObject({
        from: { address: 'ada@lumen.example' },
        subject: 'Kept bounce',
        reason: expect.stringContaining('recipients'),
      })
      expect((await world.client.get('/api/v1/quarantine')).status).toBe(403)
      expect((await world.agent.get('/api/v1/quarantine/x')).body).toMatchObject({ status: 404, code: 'mail-unknown' })
      const document = await (
        await world.world.service.background.engines.documents.collection<{ _id: string }>({
          name: 'intake_quarantine',
          indexes: [],
          holds: 'state',
        })
      ).get(kept?.id ?? '')
      expect(document).toMatchObject({ fromHash: hashOf('ada@lumen.example') })
      expect(JSON.stringify(document)).not.toMatch(/ada@|Kept bounce/)
    })
  })

  it.each([
    ['a boundary that never comes', 'Content-Type: multipart/mixed; boundary=x\r\n\r\nThe link is down.'],
    ['a charset that there is not', 'Content-Type: text/plain; charset=klingon\r\n\r\nThe link is down.'],
    ['base64 that is none', 'Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!'],
    ['a header without end', `X-Long: ${'x'.repeat(100_000)}\r\n\r\nThe link is down.`],
    ['recipients without number', `Cc: ${Array.from({ length: 2_000 }, (_, n) => `p${n}@lumen.example`).join(',')}\r\n\r\nDown.`],
    ['references without number', `References: ${Array.from({ length: 2_000 }, (_, n) => `<r${n}@x>`).join(' ')}\r\n\r\nDown.`],
    ['parts without depth', `Content-Type: multipart/mixed; boundary=a\r\n\r\n${nested(200)}`],
  ])('with %s is taken in all the same', async (what, rest) => {
    const subject = `Broken: ${what}`
    await world.postRaw(`From: ${from}\r\nSubject: ${subject}\r\n${rest}\r\n`, {
      from: 'ada@lumen.example',
      to: [`support@${OURS}`],
    })
    expect(await world.titled(subject)).toHaveLength(1)
  })
})

function nested(depth: number): string {
  const part = (level: number): string =>
    level === depth
      ? 'Down.'
      : `--a${level === 0 ? '' : level}\r\nContent-Type: multipart/mixed; boundary=a${level + 1}\r\n\r\n${part(level + 1)}`
  return part(0)
}
