import { contractFacts, type ContractTerms } from '@spoc/directory-contracts'
import { Signatures } from '@spoc/platform-nest'
import { readFollowToken } from '@spoc/intake-contracts'
import { keyOfPerson, personal } from '@spoc/platform-kernel'
import { eventually } from '@spoc/platform-testing'
import { policyFacts, type ClockEvent, type PolicyRow, type StartedClock } from '@spoc/sla-contracts'
import { id, openNotificationWorld, slaStream, type NotificationWorld } from '../../test/notification-world.js'

const row = { high: 'P1', medium: 'P2', low: 'P3' } as const
const terms = (accountId: string): ContractTerms => ({
  accountId,
  reference: 'C-1',
  from: '2026-01-01T00:00:00.000Z',
  policies: {},
  defaultPolicyId: id('policy'),
  calendarId: id('calendar'),
  matrix: { high: row, medium: row, low: row },
  closeAfterDays: 7,
  reopenWithinDays: 14,
  waiting: { remindAfterDays: 3, resolveAfterDays: 14 },
  works: { leadTimeDays: 10, silence: 'approves' },
})
const clock = (name: StartedClock['clock'], dueAt: string): StartedClock => ({
  clock: name,
  startedAt: '2026-01-12T08:00:00.000Z',
  dueAt,
  warnAt: [],
  policyId: id('policy'),
  policyRevision: 1,
  scope: { serviceClass: '*', priority: '*', kind: '*' },
  target: { minutes: 60 },
  targetMs: 3_600_000,
  calendarId: id('calendar'),
  calendarRevision: 1,
  warnShares: [],
  pausesOn: [],
})
const started = (requestId: string, accountId: string): ClockEvent => ({
  type: 'sla.clocks-started.v1',
  data: {
    requestId,
    accountId,
    policyId: id('policy'),
    policyRevision: 1,
    terms: { serviceClass: '*', priority: 'P1', kind: 'incident' },
    receivedAt: '2026-01-12T08:00:00.000Z',
    idleWhileResolved: 'excluded',
    pauses: [],
    clocks: [clock('resolve', '2026-01-12T12:00:00.000Z'), clock('response', '2026-01-12T08:30:00.000Z')],
  },
})

describe('the acknowledgement', () => {
  let world: NotificationWorld
  let accountId: string
  const isAcknowledgement = ({ kind, state }: { readonly kind: string; readonly state: string }) =>
    kind === 'acknowledgement' && state !== 'waiting'
  const sign = (rows: readonly PolicyRow[]) =>
    world.write(policyFacts, id('policy'), {
      type: 'sla.policy-defined.v1',
      data: { policyId: id('policy'), revision: 1, name: 'gold', rules: { rows, warnings: [], idleWhileResolved: 'excluded' } },
    })
  const promise = async () => {
    await sign([
      {
        serviceClass: '*',
        priority: '*',
        kind: '*',
        clocks: { response: { target: { minutes: 30 }, calendarId: id('calendar'), pausesOn: [] } },
      },
    ])
    await world.write(contractFacts, id('contract'), { type: 'directory.contract-signed.v1', data: terms(accountId) })
    return { accountId, contractId: id('contract') }
  }
  const settled = async () => {
    const { alarms, reactions } = world.service.background.running[0]!
    await eventually(
      'nothing more to do',
      async () => [await alarms.due(), await reactions.lag()],
      ([due, lag]) => due === 0 && lag === 0n,
    )
  }

  beforeEach(async () => {
    world = await openNotificationWorld()
    await world.person('ada')
    await world.contact('ana')
    accountId = await world.account('meridian')
  })
  afterEach(() => world.close())

  it('waits for SPOC and clocks, and tells number, SPOC, what is promised in the client’s zone, and a signed link', async () => {
    const requestId = await world.request('r', { ...(await promise()), contactId: id('ana') })
    await world.assign(requestId, { kind: 'person', personId: id('ada') }, { accountId })
    await settled()
    expect(await world.list()).toEqual([])
    await world.write(slaStream, requestId, started(requestId, accountId))
    const sent = await world.message('the acknowledgement', isAcknowledgement)
    expect(sent).toMatchObject({ audience: 'client', state: 'sent', to: ['ana@client.example'] })
    expect(sent.subject).toMatch(/^R-1000017: we have your request \[R-1000017\/[a-z2-7]{16}\]$/)
    const eml = await world.eml(sent)
    expect(eml).toContain('Your point of contact for it is ada')
    expect(eml).toMatch(/you hear from us: by Mon.* 09:30/)
    expect(eml.indexOf('you hear from us')).toBeLessThan(eml.indexOf('it is resolved'))
    const token = /https:\/\/spoc\.example\/follow\/(\S+)/.exec(eml)?.[1]
    const { requestId: followed, signature } = readFollowToken(token ?? '')!
    const signatures = world.service.app.get(Signatures)
    expect(followed).toBe(requestId)
    expect(signatures.verify('follow', requestId, signature)).toBe(true)
  })

  it('comes whichever of the two is last, and once', async () => {
    const requestId = await world.request('r', { ...(await promise()), contactId: id('ana') })
    await world.write(slaStream, requestId, started(requestId, accountId))
    await settled()
    expect(await world.list()).toEqual([])
    await world.assign(requestId, { kind: 'person', personId: id('ada') }, { accountId })
    await world.message('the acknowledgement', isAcknowledgement)
    await world.assign(requestId, { kind: 'person', personId: id('omar') }, { accountId })
    await settled()
    expect(await world.list()).toHaveLength(1)
  })

  it('waits for no clocks where the account is unknown, without a contract, or where the contract promises nothing', async () => {
    const none = await world.request('none', { contactId: id('ana') })
    await world.assign(none, { kind: 'team', teamId: await world.team('Triage desk') })
    const sent = await world.message('the acknowledgement', isAcknowledgement)
    expect(await world.eml(sent)).toContain('Your point of contact for it is our team Triage desk')
    await world.assign(await world.request('no contract', { accountId, contactId: id('ana') }), {
      kind: 'person',
      personId: id('ada'),
    })
    await world.write(contractFacts, id('contract'), { type: 'directory.contract-signed.v1', data: terms(accountId) })
    await sign([{ serviceClass: '*', priority: 'P4', kind: '*', clocks: {} }])
    const unpromised = await world.request('unpromised', { accountId, contractId: id('contract'), contactId: id('ana') })
    await world.assign(unpromised, { kind: 'person', personId: id('ada') })
    await eventually('three acknowledgements', world.list, (items) => items.filter(isAcknowledgement).length === 3)
  })

  it('of a duty team names who answers for it', async () => {
    const requestId = await world.request('r', { contactId: id('ana') })
    const spoc = { kind: 'team' as const, teamId: await world.team('Duty') }
    await world.assign(requestId, spoc, { dutyPersonId: id('ada') })
    const sent = await world.message('the acknowledgement', isAcknowledgement)
    expect(await world.eml(sent)).toContain('Your point of contact for it is ada of our team Duty.')
  })

  it('stands in the thread of the client’s mail and says that a machine wrote it', async () => {
    const requestId = await world.request('r', {
      contactId: id('ana'),
      mail: { messageId: 'two@client.example', references: ['one@client.example'] },
    })
    await world.assign(requestId, { kind: 'person', personId: id('ada') })
    const sent = await world.message('the acknowledgement', isAcknowledgement)
    const eml = await world.eml(sent)
    expect(eml).toContain('In-Reply-To: <two@client.example>')
    expect(eml).toContain('Auto-Submitted: auto-replied')
    expect(eml).toMatch(/^X-SPOC-Loop: provider\.example/im)
    expect(eml).toMatch(/Reply-To: support\+r-1000017\.[a-z2-7]{16}@provider\.example/)
    expect(sent.messageId).toMatch(new RegExp(`^<${sent.id}\\.r-1000017\\.[a-z2-7]{16}@provider\\.example>$`))
  })

  it('is read in the contact’s own zone where they have one', async () => {
    await world.contact('kim', { zone: 'Asia/Tokyo' })
    const requestId = await world.request('r', { ...(await promise()), contactId: id('kim') })
    await world.write(slaStream, requestId, started(requestId, accountId))
    await world.assign(requestId, { kind: 'person', personId: id('ada') }, { accountId })
    expect(await world.eml(await world.message('the acknowledgement', isAcknowledgement))).toContain('17:30')
  })

  it.each([
    ['support@provider.example', 'own-queue'],
    ['support+r-1000017.abcdefgh@PROVIDER.example', 'own-queue'],
    ['no-reply@monitor.example', 'automatic-mail'],
    ['mailer-daemon@client.example', 'automatic-mail'],
  ])('does not go to %s, and the record says why', async (address, because) => {
    const sender = { address: personal(address, keyOfPerson('x')), addressHash: 'x' }
    const requestId = await world.request('r', { sender })
    await world.assign(requestId, { kind: 'person', personId: id('ada') })
    expect(await world.message('the record', isAcknowledgement)).toMatchObject({ state: 'suppressed', because })
  })

  it('goes to nobody where a monitor brought the request', async () => {
    const requestId = await world.request('r', { accountId })
    await world.assign(requestId, { kind: 'person', personId: id('ada') }, { accountId })
    await settled()
    expect(await world.list()).toEqual([])
  })
})
