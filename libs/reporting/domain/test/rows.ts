import fc from 'fast-check'
import { instantOf, plusMs } from '@spoc/platform-kernel'
import type { RequestRow } from '../src/figures/request-row.js'

export const january = { from: '2026-01-01T00:00:00.000Z', to: '2026-02-01T00:00:00.000Z', zone: 'UTC' }

export function row(more: Partial<RequestRow> = {}): RequestRow {
  return {
    requestId: 'req-1',
    number: '2026-000018',
    accountId: 'acc-1',
    kind: 'incident',
    priority: 'P2',
    channel: 'mail',
    serviceClass: 'gold',
    receivedAt: '2026-01-10T09:00:00.000Z',
    reopenedCount: 0,
    escalations: 0,
    clocks: [],
    breaches: [],
    ...more,
  }
}

const minute = 60_000
const later = fc.option(fc.integer({ min: -10, max: 100_000 }), { nil: undefined })

/** Requests received from November to March, with every moment from before their receipt to ten weeks after. */
export const anyRow: fc.Arbitrary<RequestRow> = fc
  .record({
    receivedMinute: fc.nat({ max: 150 * 24 * 60 }),
    ack: later,
    response: later,
    resolved: later,
    closed: later,
    accountId: fc.constantFrom('acc-1', 'acc-2', 'acc-3', undefined),
    kind: fc.constantFrom('incident', 'service-request', 'question', 'complaint'),
    priority: fc.constantFrom('P1', 'P2', 'P3', 'P4'),
    channel: fc.constantFrom('mail', 'portal', 'api'),
    serviceClass: fc.constantFrom('gold', 'silver', undefined),
    reopenedCount: fc.nat({ max: 2 }),
    escalations: fc.nat({ max: 3 }),
    clocks: fc.array(
      fc.record({
        clock: fc.constantFrom('response', 'restore'),
        outcome: fc.constantFrom('met' as const, 'breached' as const, 'running' as const, 'cancelled' as const),
        elapsedMs: fc.nat(),
        targetMs: fc.nat(),
      }),
      { maxLength: 3 },
    ),
    breaches: fc.array(
      fc.record({
        clock: fc.constantFrom('response', 'restore'),
        openMs: fc.nat(),
        heldMs: fc.dictionary(fc.constantFrom('own-team', 'vendor'), fc.nat(), { noNullPrototype: true }),
      }),
      { maxLength: 2 },
    ),
  })
  .map(({ receivedMinute, ack, response, resolved, closed, accountId, serviceClass, ...rest }) => {
    const receivedAt = instantOf(Date.parse('2025-11-01T00:00:00.000Z') + receivedMinute * minute)
    const moment = (name: string, minutes: number | undefined) =>
      minutes === undefined ? {} : { [name]: plusMs(receivedAt, minutes * minute) }
    return {
      ...rest,
      requestId: 'req',
      number: 'n',
      receivedAt,
      ...(accountId === undefined ? {} : { accountId }),
      ...(serviceClass === undefined ? {} : { serviceClass }),
      ...moment('firstAcknowledgedAt', ack),
      ...moment('firstResponseAt', response),
      ...moment('resolvedAt', resolved),
      ...moment('closedAt', closed),
    }
  })
