import type { AccountFacts, ContactFacts, ContractFacts, ServiceFacts } from '@spoc/directory-contracts'
import type { LinkRelation, RequestEvent, RequestFacts } from '@spoc/intake-contracts'
import { personal } from '@spoc/platform-kernel'
import { by, facts, given, ines, received, stateOf } from '../../test/requests.js'
import { defaultMatrix } from '../priority/priority.js'
import { convertKind } from './convert-kind.js'
import { inverseRelation, linkRequests } from './link-requests.js'
import { setAccount, type SetAccount } from './set-account.js'
import { setPriority, type SetPriority } from './set-priority.js'
import { setService } from './set-service.js'
import { suggestDuplicate } from './suggest-duplicate.js'
import { unlinkRequests } from './unlink-requests.js'

const account: AccountFacts = { is: 'registered', name: 'N', zone: 'Europe/Berlin', mailDomains: [], duplicates: 'suggest' }
const rights = { reports: false, approvesWorks: false, escalates: false }
const contact: ContactFacts = {
  is: 'registered',
  accountIds: ['nordlicht'],
  name: personal('Ada', 'person:ada'),
  email: personal('ada@nordlicht.example', 'person:ada'),
  emailHash: 'h',
  rights,
}
const contract: ContractFacts = {
  is: 'signed',
  accountId: 'nordlicht',
  reference: 'NL',
  from: '2026-01-01T00:00:00.000Z',
  policies: {},
  defaultPolicyId: 'p',
  calendarId: 'c',
  matrix: defaultMatrix,
  closeAfterDays: 5,
  reopenWithinDays: 14,
  waiting: { remindAfterDays: 2, resolveAfterDays: 10 },
  works: { leadTimeDays: 10, silence: 'approves' },
}
const service = (accountId?: string): ServiceFacts => ({
  is: 'installed',
  circuitId: 'BER-AMS-0042',
  class: 'gold',
  site: 'BER1',
  kind: 'circuit',
  dependsOn: [],
  ...(accountId === undefined ? {} : { accountId, contractId: 'k1' }),
})
const ofNobody = () => received({ accountId: undefined })

describe('setting the priority', () => {
  const set =
    (command: Partial<SetPriority> = {}) =>
    (request: RequestFacts) =>
      setPriority(request, { impact: 'high', urgency: 'high', ...command }, defaultMatrix)
  const event = (priority: 'P1' | 'P2', reason: string): RequestEvent => ({
    type: 'intake.priority-set.v1',
    data: { impact: 'high', urgency: 'high', priority, reason },
  })

  it('goes by the matrix', () => given(received()).when(set()).then(event('P1', 'By the contract’s matrix.')))
  it('may differ from the matrix with a reason', () =>
    given(received())
      .when(set({ priority: 'P2', reason: 'One leg still carries.' }))
      .then(event('P2', 'One leg still carries.')))
  it('may not differ from the matrix without one', () =>
    given(received())
      .when(set({ priority: 'P2' }))
      .thenRefused('field-missing', 'reason'))
  it('changes nothing when it stands so already', () =>
    given(received(), event('P1', 'Both legs are down.')).when(set()).thenNothing())
  it.each(['closed', 'cancelled', 'rejected', 'merged'] as const)('is refused when %s', (status) =>
    given(...facts[status])
      .when(set())
      .thenRefused(`request-${status}`),
  )
  it.each([
    [{ impact: 'huge' }, 'level-unknown', 'impact'],
    [{ urgency: 'now' }, 'level-unknown', 'urgency'],
    [{ priority: 'P0' }, 'priority-unknown', 'priority'],
  ])('refuses %j as %s', (command, code, field) =>
    given(received())
      .when(set(command as Partial<SetPriority>))
      .thenRefused(code, field),
  )
  it('is refused for a request that there is not', () => given().when(set()).thenRefused('request-unknown'))
})

describe('setting the account', () => {
  const set =
    (command: Partial<SetAccount> = {}, known = {}) =>
    (request: RequestFacts) =>
      setAccount(request, { accountId: 'nordlicht', ...command }, { account, contact, contract, ...known })
  const event = (some: Partial<SetAccount> = {}): RequestEvent => ({
    type: 'intake.account-set.v1',
    data: { accountId: 'nordlicht', ...some },
  })

  it('says whose it is, through whom and under which contract', () =>
    given(ofNobody())
      .when(set({ contactId: 'ada', contractId: 'k1' }))
      .then(event({ contactId: 'ada', contractId: 'k1' })))
  it('changes nothing when it stands so already', () => given(received()).when(set()).thenNothing())
  it('leaves behind a service instance of another account', () =>
    given(received({ accountId: 'suedwind', serviceInstanceId: 's1' }))
      .when(set({}, { service: service('suedwind') }))
      .then(event(), { type: 'intake.service-set.v1', data: {} }))
  it('keeps a service instance of its own', () =>
    given(received({ accountId: undefined, serviceInstanceId: 's1' }))
      .when(set({}, { service: service('nordlicht') }))
      .then(event()))
  it('refuses an account that there is not', () =>
    given(ofNobody())
      .when(set({}, { account: { is: 'unknown' } }))
      .thenRefused('account-unknown', 'accountId'))
  it('refuses a contact or contract of another account', () => {
    given(ofNobody())
      .when(set({ contactId: 'ada' }, { contact: { ...contact, accountIds: ['suedwind'] } }))
      .thenRefused('contact-unknown', 'contactId')
    given(ofNobody())
      .when(set({ contractId: 'k1' }, { contract: { ...contract, accountId: 'suedwind' } }))
      .thenRefused('contract-unknown', 'contractId')
  })
  it('is refused for a merged request and for one that there is not', () => {
    given(...facts.merged)
      .when(set({ accountId: 'suedwind' }))
      .thenRefused('request-merged')
    given().when(set()).thenRefused('request-unknown')
  })
})

describe('setting the service instance', () => {
  const set = (serviceInstanceId?: string, known?: ServiceFacts) => (request: RequestFacts) =>
    setService(request, serviceInstanceId === undefined ? {} : { serviceInstanceId }, known)
  const event = (serviceInstanceId?: string): RequestEvent => ({
    type: 'intake.service-set.v1',
    data: serviceInstanceId === undefined ? {} : { serviceInstanceId },
  })

  it('says what it is about', () =>
    given(received())
      .when(set('s1', service('nordlicht')))
      .then(event('s1')))
  it('tells the account too where it was not known', () =>
    given(ofNobody())
      .when(set('s1', service('nordlicht')))
      .then({ type: 'intake.account-set.v1', data: { accountId: 'nordlicht', contractId: 'k1' } }, event('s1')))
  it('of the provider’s own tells no account', () => given(ofNobody()).when(set('s1', service())).then(event('s1')))
  it('can be taken back', () =>
    given(received({ serviceInstanceId: 's1' }))
      .when(set())
      .then(event()))
  it('changes nothing when it stands so already', () =>
    given(received({ serviceInstanceId: 's1' }))
      .when(set('s1', service('nordlicht')))
      .thenNothing())
  it('refuses another account’s as one that there is not', () => {
    given(received())
      .when(set('s1', service('suedwind')))
      .thenRefused('service-unknown', 'serviceInstanceId')
    given(received())
      .when(set('s1', { is: 'unknown' }))
      .thenRefused('service-unknown', 'serviceInstanceId')
  })
  it('is refused for a merged request and for one that there is not', () => {
    given(...facts.merged)
      .when(set('s1', service('nordlicht')))
      .thenRefused('request-merged')
    given()
      .when(set('s1', service('nordlicht')))
      .thenRefused('request-unknown')
  })
})

describe('converting the kind', () => {
  const convert =
    (to: string, reason = 'Not a fault.') =>
    (request: RequestFacts) =>
      convertKind(request, { to: to as 'question', reason })

  it('keeps what it was and why', () =>
    given(received())
      .when(convert('question'))
      .then({ type: 'intake.kind-converted.v1', data: { from: 'incident', to: 'question', reason: 'Not a fault.' } }))
  it('changes nothing when it is of that kind', () => given(received()).when(convert('incident')).thenNothing())
  it('refuses a kind that there is not, and a conversion without a reason', () => {
    given(received()).when(convert('riddle')).thenRefused('kind-unknown', 'to')
    given(received()).when(convert('question', '')).thenRefused('field-missing', 'reason')
  })
  it('is refused once the request has ended, and for one that there is not', () => {
    given(...facts.closed)
      .when(convert('question'))
      .thenRefused('request-closed')
    given().when(convert('question')).thenRefused('request-unknown')
  })
})

const other = stateOf(received())
const foreign = stateOf(received({ accountId: 'suedwind' }))

describe('linking requests', () => {
  const link =
    (relation: LinkRelation, to: RequestFacts = other, who = by(ines), id = 'r2') =>
    (request: RequestFacts) =>
      linkRequests(request, { requestId: 'r1', to: id, relation, reasons: ['By hand.'] }, to, who)
  const linked = (relation: LinkRelation): RequestEvent => ({
    type: 'intake.requests-linked.v1',
    data: { to: 'r2', relation, reasons: ['By hand.'] },
  })
  const system = by({ kind: 'system', id: 'duplicates' })

  it('says how they hang together', () => given(received()).when(link('child-of')).then(linked('child-of')))
  it('changes nothing when they are linked so already', () =>
    given(received(), linked('child-of')).when(link('child-of')).thenNothing())
  it('refuses a link to itself, and to one that there is not', () => {
    given(received())
      .when(link('relates-to', other, by(ines), 'r1'))
      .thenRefused('linked-to-itself', 'to')
    given(received())
      .when(link('relates-to', { is: 'unknown' }))
      .thenRefused('other-unknown', 'to')
  })
  it('lets people link requests of two accounts', () =>
    given(received()).when(link('child-of', foreign)).then(linked('child-of')))
  it('lets no automation do so', () =>
    given(received())
      .when(link('child-of', foreign, system))
      .thenRefused('link-across-accounts', 'to'))
  it('case Intake 7: never calls requests of two accounts duplicates', () =>
    given(received()).when(link('duplicates', foreign)).thenRefused('link-across-accounts', 'to'))
  it('is taken back with a reason', () =>
    given(received(), linked('duplicates'))
      .when((request) => unlinkRequests(request, { to: 'r2', relation: 'duplicates', reason: 'Two faults.' }))
      .then({ type: 'intake.requests-unlinked.v1', data: { to: 'r2', relation: 'duplicates', reason: 'Two faults.' } }))
  it('taking back what is not linked changes nothing', () =>
    given(received())
      .when((request) => unlinkRequests(request, { to: 'r2', relation: 'duplicates', reason: 'Two faults.' }))
      .thenNothing())
  it('stands the other way round on the other side', () => {
    expect(inverseRelation['child-of']).toBe('parent-of')
    expect(inverseRelation['follows-up']).toBe('followed-up-by')
  })
})

describe('suggesting a duplicate', () => {
  const suggest =
    (of: RequestFacts = other, id = 'r2') =>
    (request: RequestFacts) =>
      suggestDuplicate(request, { requestId: 'r1', of: id, score: 0.7, reasons: ['Same service instance.'] }, of)
  const suggested: RequestEvent = {
    type: 'intake.duplicate-suggested.v1',
    data: { of: 'r2', score: 0.7, reasons: ['Same service instance.'] },
  }

  it('keeps score and reasons', () => given(received()).when(suggest()).then(suggested))
  it('is made once', () => given(received(), suggested).when(suggest()).thenNothing())
  it('is not made where they are linked', () =>
    given(received(), { type: 'intake.requests-linked.v1', data: { to: 'r2', relation: 'duplicates', reasons: [] } })
      .when(suggest())
      .thenNothing())
  it('case Intake 7: is never made between accounts, nor where the account is not known', () => {
    given(received()).when(suggest(foreign)).thenRefused('link-across-accounts')
    given(ofNobody())
      .when(suggest(stateOf(ofNobody())))
      .thenRefused('link-across-accounts')
  })
  it('is not made of itself, nor of one that there is not', () => {
    given(received()).when(suggest(other, 'r1')).thenRefused('linked-to-itself', 'of')
    given(received())
      .when(suggest({ is: 'unknown' }))
      .thenRefused('other-unknown', 'of')
  })
})
