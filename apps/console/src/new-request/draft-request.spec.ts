import { emptyDraft, requestBody } from './draft-request.js'

describe('a request that is written down', () => {
  it('leaves out what is not filled in', () =>
    expect(requestBody({ ...emptyDraft, title: ' No light ', description: 'Since nine.' })).toEqual({
      kind: 'incident',
      title: 'No light',
      description: 'Since nine.',
      impact: 'medium',
      urgency: 'medium',
    }))
  it('tells when it happened, as an instant', () =>
    expect(requestBody({ ...emptyDraft, occurredAt: '2026-03-02T09:00' })).toMatchObject({
      occurredAt: new Date('2026-03-02T09:00').toISOString(),
    }))
  it('is the contact’s when they said it on the phone', () =>
    expect(requestBody({ ...emptyDraft, contactId: 'c', byPhone: true })).toMatchObject({ channel: 'phone', onBehalfOf: 'c' }))
  it('names account, service and reference where they are known', () =>
    expect(requestBody({ ...emptyDraft, accountId: 'a', serviceInstanceId: 's', clientReference: 'T-1' })).toMatchObject({
      accountId: 'a',
      serviceInstanceId: 's',
      clientReference: 'T-1',
    }))
})
