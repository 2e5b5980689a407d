import { keyOfAuthor, keyOfPerson, personal } from '@spoc/platform-kernel'
import {
  ada,
  by,
  closed,
  days,
  facts,
  given,
  ines,
  message,
  now,
  received,
  resolved,
  resumed,
  said,
  takenUp,
  text,
} from '../../test/requests.js'
import { clientReplied } from './client-replied.js'
import { isForClient } from './message.js'
import { note } from './note.js'
import { receiveCopy } from './receive-copy.js'
import { reply } from './reply.js'
import type { RequestFacts } from '@spoc/intake-contracts'
import { TEXT_LIMIT_BYTES } from './writing.js'

const replies =
  (some = {}, at = now) =>
  (request: RequestFacts) =>
    clientReplied(request, message(some), by(ada, at))

describe('replying to the client', () => {
  it('is public, and its text under a key of the request and its author', () =>
    given(received(), takenUp())
      .when((request) => reply(request, message(), by(ines)))
      .then(said('to-client', ines)))
  it('takes up a request that nobody had taken up', () =>
    given(received())
      .when((request) => reply(request, message(), by(ines)))
      .then(takenUp(), said('to-client', ines)))
  it('does not take it up when a machine answers', () =>
    given(received())
      .when((request) => reply(request, message(), by({ kind: 'system', id: 'acknowledgement' })))
      .then(said('to-client', { kind: 'system', id: 'acknowledgement' })))
  it('changes nothing when the same message comes twice', () =>
    given(received(), takenUp(), said('to-client', ines))
      .when((request) => reply(request, message(), by(ines)))
      .thenNothing())
  it('keeps a long text outside the event', () =>
    given(received(), takenUp())
      .when((request) => reply(request, message({ text: { sha256: 'abc', size: 70_000 } }), by(ines)))
      .then({
        type: 'intake.message-added.v1',
        data: {
          messageId: 'm1',
          direction: 'to-client',
          author: ines,
          at: now,
          bodyBlob: { sha256: 'abc', size: 70_000 },
          match: { by: 'console', reason: 'Written in the console.' },
          attachments: [],
        },
      }))
  it('refuses an empty text, and one too long for an event', () => {
    given(received())
      .when((request) => reply(request, message({ text: ' ' }), by(ines)))
      .thenRefused('field-missing', 'text')
    given(received())
      .when((request) => reply(request, message({ text: 'ü'.repeat(TEXT_LIMIT_BYTES / 2 + 1) }), by(ines)))
      .thenRefused('text-too-long', 'text')
  })
})

describe('a note to colleagues', () => {
  it('is internal and takes nothing up', () =>
    given(received())
      .when((request) => note(request, message(), by(ines)))
      .then(said('internal', ines)))
  it('changes nothing when it comes twice', () =>
    given(received(), said('internal', ines))
      .when((request) => note(request, message(), by(ines)))
      .thenNothing())
  it('case Intake 9: never leaves', () => {
    expect(isForClient({ direction: 'internal' })).toBe(false)
    expect(isForClient({ direction: 'to-client' })).toBe(true)
    expect(isForClient({ direction: 'from-client' })).toBe(true)
  })
})

describe('a word of the client', () => {
  it('sets the work going again when it was awaited', () =>
    given(...facts['waiting-for-client'])
      .when(replies())
      .then(said('from-client', ada), resumed('client-replied')))
  it('reopens a resolved request', () =>
    given(...facts.resolved)
      .when(replies())
      .then(said('from-client', ada), {
        type: 'intake.request-reopened.v1',
        data: { because: 'client-replied', from: 'resolved' },
      }))
  it('leaves a resolved request so where the policy says that a word is kept', () =>
    given(...facts.resolved)
      .when((request) => clientReplied(request, message(), by(ada), { whenResolved: 'is-kept' }))
      .then(said('from-client', ada)))
  it('reopens a closed request within the days of the contract', () =>
    given(received(), resolved(), closed())
      .when(replies({}, '2026-01-26T08:59:59.999Z'))
      .then(said('from-client', ada, { at: '2026-01-26T08:59:59.999Z' }), {
        type: 'intake.request-reopened.v1',
        data: { because: 'client-replied', from: 'closed' },
      }))
  it('asks for a follow-up after those days', () =>
    given(received(), resolved(), closed())
      .when(replies({}, days(14)))
      .thenRefused('follow-up-needed'))
  it('is refused on a merged request: it belongs to the survivor', () =>
    given(...facts.merged)
      .when(replies())
      .thenRefused('request-merged'))
  it('changes nothing when it comes twice, even after the work went on', () =>
    given(...facts['waiting-for-client'], said('from-client', ada), resumed('client-replied'), resolved())
      .when(replies())
      .thenNothing())
  it('keeps the address of a known contact under the person’s key, and a stranger’s under the request’s', () =>
    given(received())
      .when(
        replies({
          sender: { address: 'ada@nordlicht.example', addressHash: 'h1', name: 'Ada', contactId: 'ada' },
          copiedTo: [{ address: 'eva@other.example', addressHash: 'h2' }],
          attachments: [{ attachmentId: 'a1', sha256: 'abc', name: 'trace.txt', type: 'text/plain', size: 3 }],
        }),
      )
      .then(
        said('from-client', ada, {
          sender: {
            address: personal('ada@nordlicht.example', keyOfPerson('ada')),
            addressHash: 'h1',
            name: personal('Ada', keyOfPerson('ada')),
          },
          copiedTo: [{ address: personal('eva@other.example', keyOfAuthor('r1', 'h2')), addressHash: 'h2' }],
          attachments: [{ attachmentId: 'a1', sha256: 'abc', name: text('trace.txt', ada), type: 'text/plain', size: 3 }],
        }),
      ))
  it('that was told by phone and typed later is the client’s, said when it was said', () =>
    given(received())
      .when((request) =>
        clientReplied(request, message(), { ...by(ines), onBehalfOf: ada, occurredAt: '2026-01-12T08:30:00.000Z' }),
      )
      .then(said('from-client', ada, { at: '2026-01-12T08:30:00.000Z' })))
})

describe('case Intake 5: one Message-ID through two mailboxes', () => {
  const copy = (mailbox: string) => (request: RequestFacts) => receiveCopy(request, { mailbox, messageId: 'm@x' })
  const first = received({ mail: { messageId: 'm@x', references: [], mailbox: 'support@provider.example' } })

  it('is one request that the team of either mailbox sees', () =>
    given(first)
      .when(copy('noc@provider.example'))
      .then({ type: 'intake.copy-received.v1', data: { mailbox: 'noc@provider.example', messageId: 'm@x' } }))
  it('changes nothing when it comes to the same mailbox again', () =>
    given(first).when(copy('support@provider.example')).thenNothing())
  it('is refused for a request that there is not', () =>
    given().when(copy('noc@provider.example')).thenRefused('request-unknown'))
})
