import type { Request, RequestFacts, RequestReceived } from '@spoc/intake-contracts'
import { mail } from '../../test/mails.js'
import { party, received, stateOf } from '../../test/requests.js'
import { followMerges, type MergeChain } from '../request/survivor.js'
import type { IncomingMail } from './incoming-mail.js'
import { peerNumberIn } from './peer-number.js'
import { cluesOf, threadKeys, type Clue } from './thread-clues.js'
import { subjectToken, taggedAddress, threadMessageId, type ThreadToken } from './thread-token.js'
import { placeMail, type FoundClue, type Sender } from './threading.js'

const token: ThreadToken = { number: 'R-1000015', signature: 'k3f9x2abcd' }
const verify = ({ number, signature }: ThreadToken) => number === token.number && signature === token.signature

const request = (some: Partial<RequestReceived> = {}): Request => {
  const state = stateOf(
    received({
      sender: party('ada'),
      mail: { messageId: 'a1@nordlicht.example', references: [], mailbox: 'support@provider.example' },
      ...some,
    }),
  )
  if (state.is === 'unknown') throw new Error('It was received.')
  return state
}
const chain = (some: Partial<RequestReceived> = {}): MergeChain => {
  const survivor = request(some)
  return { requestId: 'r1', survivorId: 'r1', survivor, requests: [survivor] }
}
const answers = (conversation: MergeChain = chain()): FoundClue => ({
  clue: { by: 'references', messageId: 'a1@nordlicht.example' },
  conversation,
})
const carries = (conversation: MergeChain = chain()): FoundClue => ({
  clue: { by: 'token', number: token.number, where: 'subject' },
  conversation,
})
const sender = (who: string, some: Partial<Sender> = {}): Sender => ({
  addressHash: `hash-of-${who}`,
  accountIds: [],
  isStaff: false,
  ...some,
})
const toRequest = (by: string, requestId = 'r1') => ({
  to: 'request',
  requestId,
  match: { by, reason: expect.any(String) as string },
})

describe('clues of a mail', () => {
  const clues = (some: Partial<IncomingMail>): readonly Clue[] => cluesOf(mail(some), verify)

  it('are the mails it answers, the nearest first, then itself', () =>
    expect(clues({ inReplyTo: 'c@x', references: ['a@x', 'b@x', 'c@x'] })).toEqual(
      ['c@x', 'b@x', 'a@x', 'a2@nordlicht.example'].map((messageId) => ({ by: 'references', messageId })),
    ))
  it('are tokens with a good signature, in subject and address, and no others', () => {
    const found = (some: Partial<IncomingMail>) => clues(some).filter(({ by }) => by === 'token')
    expect(found({ subject: `Re: Link down ${subjectToken(token)}` })).toEqual([
      { by: 'token', number: 'R-1000015', where: 'subject' },
    ])
    expect(found({ recipients: [taggedAddress('support@provider.example', token)] })).toEqual([
      { by: 'token', number: 'R-1000015', where: 'address' },
    ])
    expect(found({ subject: '[R-1000015/forged0000]' })).toEqual([])
  })
  it('are tokens whatever case a mail programme makes of them', () =>
    expect(clues({ subject: '[r-1000015/K3F9X2ABCD]' })).toContainEqual({
      by: 'token',
      number: 'R-1000015',
      where: 'subject',
    }))
  it('are not subjects alone, not even with our number', () =>
    expect(clues({ subject: 'Re: Link down R-1000015' }).map(({ by }) => by)).toEqual(['references']))
  it('tell the request by a Message-ID of our own', () =>
    expect(clues({ inReplyTo: threadMessageId('n1', token, 'provider.example') })[0]).toEqual({
      by: 'references',
      number: 'R-1000015',
    }))
  it('name for later mails the root of a long thread and the nine nearest', () => {
    const references = Array.from({ length: 30 }, (_, index) => `m${index}@x`)
    expect(threadKeys(mail({ references }))).toEqual(['m0@x', ...references.slice(21)])
    expect(threadKeys(mail())).toEqual([])
  })
})

describe('where a mail belongs', () => {
  const place = (found: readonly FoundClue[], from = sender('ada'), some: Partial<IncomingMail> = {}) =>
    placeMail(mail(some), found, from)

  it('opens a new request where nothing is found', () => expect(place([])).toMatchObject({ to: 'new', flags: [] }))
  it('goes by the mails it answers before its token', () => {
    const second = { ...chain(), requestId: 'r2', survivorId: 'r2' }
    expect(place([answers(), carries(second)])).toEqual(toRequest('references'))
  })
  it('goes by its token where it answers no known mail', () => expect(place([carries()])).toEqual(toRequest('token')))
  it('takes a colleague of the account for one who has part', () =>
    expect(place([answers()], sender('eva', { accountIds: ['nordlicht'] }))).toEqual(toRequest('references')))
  it('takes the provider’s own people for some who have part', () =>
    expect(place([answers()], sender('ines', { isStaff: true }))).toEqual(toRequest('references')))
  it('takes whoever was copied to for one who has part', () =>
    expect(place([answers(chain({ copiedTo: [party('eva')] }))], sender('eva'))).toEqual(toRequest('references')))
  it('prefers a request in which the sender has part over one in which not', () => {
    const strangers = { ...chain({ sender: party('eva'), accountId: 'suedwind' }), requestId: 'r2', survivorId: 'r2' }
    expect(place([answers(strangers), carries()])).toEqual(toRequest('token'))
  })

  it('case Intake 1: two replies that share a root Message-ID we never saw are one request', () => {
    const first = mail({
      messageId: 'b1@nordlicht.example',
      inReplyTo: 'root@nordlicht.example',
      references: ['root@nordlicht.example'],
    })
    const second = mail({
      messageId: 'b2@nordlicht.example',
      inReplyTo: 'root@nordlicht.example',
      references: ['root@nordlicht.example'],
    })
    const claimed = new Set(threadKeys(first))
    const found = cluesOf(second, verify)
      .filter((clue) => clue.by === 'references' && 'messageId' in clue && claimed.has(clue.messageId))
      .map((clue) => ({ clue, conversation: chain({ copiedTo: [party('eva')] }) }))
    expect(placeMail(second, found, sender('eva'))).toEqual(toRequest('references'))
  })
  it('case Intake 1: the root itself, when it comes late, finds the request of its replies', () => {
    const reply = mail({ messageId: 'b1@nordlicht.example', references: ['root@nordlicht.example'] })
    const root = mail({ messageId: 'root@nordlicht.example' })
    expect(cluesOf(root, verify)).toContainEqual({ by: 'references', messageId: threadKeys(reply)[0] })
  })
  it.each([
    ['token', carries()],
    ['thread', answers()],
  ])('case Intake 2: the right %s from a stranger is a new request, linked and flagged', (_, found) =>
    expect(place([found], sender('mallory'))).toMatchObject({
      to: 'new',
      linkTo: 'r1',
      flags: ['stranger-in-thread'],
    }),
  )
  it.each(['Fwd: Link down', 'WG: Link down', 'Пересл: Link down', 'Link down'])(
    'case Intake 3: a participant who forwards to another mailbox without the token opens a new request ("%s")',
    (subject) =>
      expect(
        place([answers()], sender('ada'), { subject, recipients: ['sales@provider.example'], mailbox: 'sales@provider.example' }),
      ).toMatchObject({ to: 'new', linkTo: 'r1', flags: [] }),
  )
  it('case Intake 3: with the token still in it, it belongs to the request', () =>
    expect(
      place([answers(), carries()], sender('ada'), { recipients: ['sales@provider.example'], mailbox: 'sales@provider.example' }),
    ).toEqual(toRequest('references')))
  it('case Intake 3: a reply that copies another mailbox in belongs to the request', () =>
    expect(
      place([answers()], sender('ada'), {
        recipients: ['support+x@provider.example', 'sales@provider.example'],
        mailbox: 'sales@provider.example',
      }),
    ).toEqual(toRequest('references')))
  it('case Intake 4: a reply to merged B goes to the survivor A, transitively', async () => {
    const into = (id: string) => ({ type: 'intake.request-merged.v1', data: { into: id, stateBefore: 'new' } }) as const
    const requests: Readonly<Record<string, RequestFacts>> = {
      c: stateOf(received({ sender: party('ada'), accountId: undefined }), into('b')),
      b: stateOf(received({ accountId: undefined }), into('a')),
      a: stateOf(received({ sender: party('eva'), accountId: undefined })),
    }
    const conversation = await followMerges('c', (id) => Promise.resolve(requests[id]!))
    expect(place([answers(conversation!)])).toEqual({
      to: 'request',
      requestId: 'a',
      match: { by: 'references', reason: 'It answers a mail of this request. That was merged; it goes to the survivor.' },
    })
  })
  it('case Intake 8: a peer that strips our number is matched on its own number, that we stored', () => {
    const carrier = { system: 'carrier-x', addresses: new Set(['noc@carrier.example']), pattern: /\bCX-(\d+)\b/ }
    const notice = mail({ from: 'noc@carrier.example', subject: 'Update on CX-00912' })
    const peer = peerNumberIn(notice, [carrier])
    expect(peer).toEqual({ system: 'carrier-x', number: '00912' })
    const clue = cluesOf(notice, verify, peer).at(-1)!
    expect(placeMail(notice, [{ clue, conversation: chain() }], sender('carrier'))).toEqual(toRequest('peer-number'))
  })
  it('case Intake 8: somebody else’s mail with such a number is not looked at for it', () => {
    const carrier = { system: 'carrier-x', addresses: new Set(['noc@carrier.example']), pattern: /\bCX-\d+\b/ }
    expect(peerNumberIn(mail({ subject: 'Update on CX-00912' }), [carrier])).toBeUndefined()
  })
  it('case Intake 9: a client’s reply to our acknowledgement finds its request', () => {
    const answer = mail({ inReplyTo: threadMessageId('acknowledgement', token, 'provider.example') })
    const clue = cluesOf(answer, verify)[0]!
    expect(clue).toEqual({ by: 'references', number: 'R-1000015' })
    expect(placeMail(answer, [{ clue, conversation: chain() }], sender('ada'))).toEqual(toRequest('references'))
  })
})
