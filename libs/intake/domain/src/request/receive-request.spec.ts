import type { ServiceFacts } from '@spoc/directory-contracts'
import type { RequestFacts } from '@spoc/intake-contracts'
import { keyOfPerson, personal } from '@spoc/platform-kernel'
import { ada, by, given, ines, now, received, text } from '../../test/requests.js'
import { defaultMatrix } from '../priority/priority.js'
import { receiveRequest, type RequestDraft } from './receive-request.js'

const circuit: ServiceFacts = {
  is: 'installed',
  accountId: 'nordlicht',
  circuitId: 'BER-AMS-0042',
  class: 'gold',
  site: 'BER1',
  kind: 'circuit',
  dependsOn: [],
}
const receive =
  (draft: Partial<RequestDraft> = {}, whose = by(ada), service: ServiceFacts = circuit) =>
  (request: RequestFacts) =>
    receiveRequest(
      request,
      {
        requestId: 'r1',
        number: 'R-1000015',
        draft: { kind: 'incident', title: 'Link down', ...draft },
        identity: { accountId: 'nordlicht', identifiedBy: { how: 'caller', reason: 'The caller is a contact.' } },
      },
      { matrix: defaultMatrix, service },
      whose,
    )

describe('receiving a request', () => {
  it('records what was brought, of medium weight where nothing is told', () => given().when(receive()).then(received()))
  it('changes nothing when it is brought again', () => given(received()).when(receive()).thenNothing())
  it('takes the priority from the matrix, and keeps the one proposed beside it', () =>
    given()
      .when(receive({ impact: 'high', urgency: 'medium', proposedPriority: 'P1' }))
      .then(received({ impact: 'high', urgency: 'medium', proposedPriority: 'P1', priority: 'P2' })))
  it('keeps text under a key of the request and its author, and a contact’s address under the person’s', () =>
    given()
      .when(
        receive({
          description: 'No light.',
          sender: { address: 'ada@nordlicht.example', addressHash: 'h1', contactId: 'ada' },
        }),
      )
      .then(
        received({
          description: text('No light.', ada),
          sender: { address: personal('ada@nordlicht.example', keyOfPerson('ada')), addressHash: 'h1' },
        }),
      ))
  it('keeps both instants of a fault that a phone call tells later', () =>
    given()
      .when(receive({}, { ...by(ines), onBehalfOf: ada, occurredAt: '2026-01-12T08:10:00.000Z' }))
      .then(received({ receivedAt: now, occurredAt: '2026-01-12T08:10:00.000Z' })))
  it('keeps a long description outside the event', () =>
    given()
      .when(receive({ description: { sha256: 'abc', size: 70_000 } }))
      .then(received({ descriptionBlob: { sha256: 'abc', size: 70_000 } })))
  it('is about a service instance of the account', () =>
    given()
      .when(receive({ serviceInstanceId: 's1' }))
      .then(received({ serviceInstanceId: 's1' })))
  it.each([
    [{ title: ' ' }, 'field-missing', 'title'],
    [{ title: 'x'.repeat(301) }, 'field-too-long', 'title'],
    [{ description: '' }, 'field-missing', 'description'],
    [{ description: 'x'.repeat(32 * 1024 + 1) }, 'text-too-long', 'description'],
    [{ clientReference: '' }, 'field-missing', 'clientReference'],
  ] as const)('refuses %.60j as %s', (draft, code, field) => given().when(receive(draft)).thenRefused(code, field))
  it.each([[{ is: 'unknown' }], [{ ...circuit, accountId: 'suedwind' }]] as const)(
    'refuses a service that there is not and another account’s alike',
    (service) =>
      given()
        .when(receive({ serviceInstanceId: 's1' }, by(ada), service))
        .thenRefused('service-unknown', 'serviceInstanceId'),
  )
  it('refuses what is said to happen in the future', () =>
    given()
      .when(receive({}, { ...by(ines), occurredAt: '2026-01-12T09:00:00.001Z' }))
      .thenRefused('occurs-in-future', 'occurredAt'))
})
