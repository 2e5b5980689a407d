import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { upcast, type Fact, type StreamKind } from '@spoc/platform-kernel'
import {
  claimFacts,
  claimId,
  intakeContract,
  isOpen,
  requestFacts,
  requestStatuses,
  tmf621Status,
  type RequestEvent,
} from './index.js'

const folder = join(__dirname, '..', 'golden')
const golden = (type: string) => JSON.parse(readFileSync(join(folder, `${type}.json`), 'utf8')) as Fact
const folded = <State, E extends Fact>(kind: StreamKind<State, E>, ...types: readonly E['type'][]): State =>
  types.map((type) => upcast([intakeContract], golden(type)).fact as E).reduce(kind.evolve, kind.initial)

describe('golden files of intake', () => {
  const files = readdirSync(folder).map((file) => file.replace(/\.json$/, ''))

  it('hold one of every type written today', () => expect(files).toEqual(expect.arrayContaining([...intakeContract.types])))
  it.each(files)('%s lies under its own name', (type) => expect(golden(type).type).toBe(type))
  it.each(files)('%s still loads as a type known today', (type) =>
    expect(upcast([intakeContract], golden(type)).known).toBe(true),
  )
})

const request = (...types: readonly RequestEvent['type'][]) => folded(requestFacts, 'intake.request-received.v1', ...types)

describe('the life of a request, folded from golden files', () => {
  it('begins as new, counted from its receipt', () =>
    expect(request()).toMatchObject({
      is: 'received',
      status: 'new',
      number: 'R-1000015',
      priority: 'P2',
      receivedAt: '2026-01-12T09:00:00.000Z',
      occurredAt: '2026-01-12T08:55:00.000Z',
    }))
  it.each([
    ['intake.request-taken-up.v1', 'in-progress'],
    ['intake.client-awaited.v1', 'waiting-for-client'],
    ['intake.request-put-on-hold.v1', 'on-hold'],
    ['intake.work-resumed.v1', 'in-progress'],
    ['intake.request-resolved.v1', 'resolved'],
    ['intake.request-closed.v1', 'closed'],
    ['intake.request-reopened.v1', 'in-progress'],
    ['intake.request-cancelled.v1', 'cancelled'],
    ['intake.request-rejected.v1', 'rejected'],
    ['intake.request-merged.v1', 'merged'],
  ] as const)('after %s is %s', (type, status) => {
    const state = request(type)
    expect(state).toMatchObject({ status, phase: { status } })
  })
  it('goes on after an unmerge where it stood before', () =>
    expect(request('intake.request-taken-up.v1', 'intake.request-merged.v1', 'intake.request-unmerged.v1')).toMatchObject({
      status: 'in-progress',
    }))
  it('counts the reminders while the client is awaited', () =>
    expect(request('intake.client-awaited.v1', 'intake.reminder-due.v1')).toMatchObject({
      phase: { remindersSent: 1, remindAt: '2026-01-16T10:00:00.000Z', resolveAt: '2026-01-22T10:00:00.000Z' },
    }))
  it('is about its account', () =>
    expect(requestFacts.about(request(), 'r')).toEqual({ subject: 'r', accountId: '0190a6c2-0000-7000-8000-00000000ac01' }))
  it('stays unknown where its receipt was not read', () =>
    expect(folded(requestFacts, 'intake.request-taken-up.v1')).toEqual({ is: 'unknown' }))
})

describe('what a request is and has to do with others, folded from golden files', () => {
  it('is as last set', () =>
    expect(request('intake.priority-set.v1', 'intake.service-set.v1', 'intake.kind-converted.v1')).toMatchObject({
      priority: 'P1',
      urgency: 'high',
      kind: 'incident',
      serviceInstanceId: '0190a6c2-0000-7000-8000-0000000000f1',
    }))
  it('forgets the contact of another account when the account is set', () => {
    const state = requestFacts.evolve(request(), { type: 'intake.account-set.v1', data: { accountId: 'another' } })
    expect(state).toMatchObject({ accountId: 'another' })
    expect(state).not.toHaveProperty('contactId')
    expect(state).not.toHaveProperty('contractId')
  })
  it('keeps suggestions and links apart, and a link until it is undone', () => {
    const to = '0190a6c2-0000-7000-8000-000000000e02'
    expect(request('intake.duplicate-suggested.v1')).toMatchObject({ suggestedDuplicateOf: [to], links: [] })
    expect(request('intake.requests-linked.v1', 'intake.requests-linked.v1')).toMatchObject({
      links: [{ to, relation: 'duplicates' }],
    })
    expect(request('intake.requests-linked.v1', 'intake.requests-unlinked.v1')).toMatchObject({ links: [] })
  })
})

describe('the conversation, folded from golden files', () => {
  it('knows when the client last wrote, who takes part and through which mailboxes', () =>
    expect(request('intake.message-added.v1', 'intake.copy-received.v1')).toMatchObject({
      lastClientMessageAt: '2026-01-12T11:00:00.000Z',
      participants: [expect.any(String), expect.any(String)],
      mailboxes: ['support@provider.example', 'noc@provider.example'],
    }))
  it('takes a public message as an update, and an internal note as none', () => {
    const message = golden('intake.message-added.v1').data as Extract<
      RequestEvent,
      { readonly type: 'intake.message-added.v1' }
    >['data']
    const after = (direction: 'to-client' | 'internal') =>
      requestFacts.evolve(request(), { type: 'intake.message-added.v1', data: { ...message, direction } })
    expect(after('to-client')).toMatchObject({ lastPublicUpdateAt: '2026-01-12T11:00:00.000Z' })
    expect(after('internal')).not.toHaveProperty('lastPublicUpdateAt')
  })
  it('knows whether its alert still fires', () => {
    expect(request()).toMatchObject({ alert: { status: 'firing' } })
    expect(request('intake.alert-updated.v1')).toMatchObject({
      alert: { status: 'resolved', endsAt: '2026-01-12T09:40:00.000Z' },
    })
  })
})

describe('claims, folded from golden files', () => {
  it('name the request that holds the key', () =>
    expect(folded(claimFacts, 'intake.claimed.v1')).toEqual({
      is: 'claimed',
      scope: 'message-id',
      requestId: '0190a6c2-0000-7000-8000-000000000e01',
    }))
  it('say how far numbers are handed out', () =>
    expect(folded(claimFacts, 'intake.number-block-claimed.v1')).toEqual({ is: 'number-blocks', upTo: 100099 }))
  it('have one stream for one key of one scope', () => {
    expect(claimId('alert', 'i', 'f', 's')).toBe(claimId('alert', 'i', 'f', 's'))
    expect(claimId('alert', 'i', 'f', 's')).not.toBe(claimId('peer-number', 'i', 'f', 's'))
  })
})

describe('statuses', () => {
  it('each have a word in TMF621', () =>
    expect(requestStatuses.map((status) => tmf621Status[status])).toEqual([
      'acknowledged',
      'inProgress',
      'pending',
      'held',
      'resolved',
      'closed',
      'cancelled',
      'rejected',
      'cancelled',
    ]))
  it('are open until the request is resolved or at an end', () =>
    expect(requestStatuses.filter(isOpen)).toEqual(['new', 'in-progress', 'waiting-for-client', 'on-hold']))
})
