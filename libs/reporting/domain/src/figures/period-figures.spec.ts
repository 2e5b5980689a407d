import fc from 'fast-check'
import type { Figures } from '@spoc/reporting-contracts'
import { anyRow, january, row } from '../../test/rows.js'
import { periodFigures } from './period-figures.js'

const total = (...rows: Parameters<typeof periodFigures>[0]) => periodFigures(rows, january).total
const HOUR = 3_600_000

describe('volumes of a period', () => {
  it('count what was received from its beginning up to, not at, its end', () => {
    const at = (receivedAt: string) => row({ receivedAt })
    expect(total(at('2025-12-31T23:59:59.999Z'), at(january.from), at('2026-01-31T23:59:59.999Z'), at(january.to)).received).toBe(
      2,
    )
  })
  it('are told by kind, priority, channel and service class', () =>
    expect(total(row(), row({ kind: 'question', priority: 'P4', channel: 'portal' }), row({ priority: 'P4' }))).toMatchObject({
      byKind: { incident: 2, question: 1 },
      byPriority: { P2: 1, P4: 2 },
      byChannel: { mail: 2, portal: 1 },
      byServiceClass: { gold: 3 },
    }))
  it('count a request without a service as of no class', () => {
    const { serviceClass: _, ...none } = row()
    expect(total(none).byServiceClass).toEqual({ none: 1 })
  })
  it('count the requests escalated, and all their escalations', () =>
    expect(total(row(), row({ escalations: 2 }), row({ escalations: 1 }))).toMatchObject({ escalated: 2, escalations: 3 }))
})

describe('attainment', () => {
  const clock = (outcome: 'met' | 'breached' | 'running' | 'cancelled', name = 'restore') => ({
    clock: name,
    outcome,
    elapsedMs: 1,
    targetMs: 2,
  })
  it('is met / (met + breached), with running and cancelled clocks beside it', () =>
    expect(
      total(
        row({ clocks: [clock('met'), clock('met'), clock('breached')] }),
        row({ clocks: [clock('running'), clock('cancelled')] }),
      ).attainment,
    ).toEqual({ restore: { met: 2, breached: 1, running: 1, cancelled: 1, ratio: 2 / 3 } }))
  it('has no ratio while nothing is met or breached', () =>
    expect(total(row({ clocks: [clock('running')] })).attainment).toEqual({
      restore: { met: 0, breached: 0, running: 1, cancelled: 0 },
    }))
  it('keeps the clocks apart', () =>
    expect(Object.keys(total(row({ clocks: [clock('met'), clock('met', 'response')] })).attainment)).toEqual(
      ['response', 'restore'].sort(),
    ))
  it('is of the requests received in the period', () =>
    expect(total(row({ receivedAt: '2025-12-01T00:00:00.000Z', clocks: [clock('met')] })).attainment).toEqual({}))
})

describe('breach causes', () => {
  const breach = (heldMs: Readonly<Record<string, number>>, clock = 'restore') => ({
    clock,
    openMs: Object.values(heldMs).reduce((sum, ms) => sum + ms, 0),
    heldMs,
  })
  it('are where the open time of breached clocks went, in whose hands, added up by clock', () =>
    expect(
      total(
        row({ breaches: [breach({ vendor: 60, unassigned: 40 }), breach({ vendor: 5 }, 'response')] }),
        row({ breaches: [breach({ vendor: 1, 'own-team': 9 })] }),
        row(),
      ).breachCauses,
    ).toEqual({
      response: { breaches: 1, openMs: 5, heldMs: { vendor: 5 } },
      restore: { breaches: 2, openMs: 110, heldMs: { 'own-team': 9, unassigned: 40, vendor: 61 } },
    }))
  it('are of the requests received in the period, and of none where nothing was breached', () => {
    expect(total(row({ receivedAt: '2025-12-01T00:00:00.000Z', breaches: [breach({ vendor: 1 })] })).breachCauses).toEqual({})
    expect(total(row()).breachCauses).toEqual({})
  })
})

describe('times', () => {
  it('MTTA is the mean from receipt to being taken up', () =>
    expect(
      total(
        row({ firstAcknowledgedAt: '2026-01-10T10:00:00.000Z' }),
        row({ firstAcknowledgedAt: '2026-01-10T12:00:00.000Z' }),
        row(),
      ).timeToAcknowledge,
    ).toEqual({ count: 2, sumMs: 4 * HOUR, meanMs: 2 * HOUR, medianMs: 2 * HOUR }))
  it('MTTR is the mean from receipt to resolution, beside the median that one long case does not move', () =>
    expect(
      total(
        row({ resolvedAt: '2026-01-10T10:00:00.000Z' }),
        row({ resolvedAt: '2026-01-10T11:00:00.000Z' }),
        row({ resolvedAt: '2026-01-12T18:00:00.000Z' }),
      ).timeToResolve,
    ).toEqual({ count: 3, sumMs: 60 * HOUR, meanMs: 20 * HOUR, medianMs: 2 * HOUR }))
  it('are of what happened in the period, though it was received before', () => {
    const old = row({ receivedAt: '2025-12-31T23:00:00.000Z', resolvedAt: '2026-01-01T01:00:00.000Z' })
    expect(total(old).timeToResolve).toMatchObject({ count: 1, meanMs: 2 * HOUR })
    expect(total({ ...old, resolvedAt: '2025-12-31T23:30:00.000Z' }).timeToResolve).toEqual({ count: 0, sumMs: 0 })
    expect(total({ ...old, resolvedAt: january.to }).timeToResolve).toEqual({ count: 0, sumMs: 0 })
  })
  it('are none for a moment typed in as before the receipt', () =>
    expect(total(row({ firstResponseAt: '2026-01-10T08:00:00.000Z' })).timeToRespond).toMatchObject({ count: 1, sumMs: 0 }))
})

describe('backlog and reopening', () => {
  it('counts what is open at each border', () =>
    expect(
      total(
        row({ receivedAt: '2025-12-20T00:00:00.000Z' }),
        row({ receivedAt: '2025-12-20T00:00:00.000Z', resolvedAt: '2026-01-02T00:00:00.000Z' }),
        row({ resolvedAt: '2026-01-11T00:00:00.000Z' }),
        row({ resolvedAt: january.to }),
      ),
    ).toMatchObject({ backlogAtStart: 2, received: 2, ended: 2, backlogAtEnd: 2 }))
  it('lets a cancelled request leave the backlog without a resolution', () =>
    expect(total(row({ closedAt: '2026-01-11T00:00:00.000Z' }))).toMatchObject({ ended: 1, backlogAtEnd: 0, everResolved: 0 }))
  it('has a reopen rate of those that were ever resolved', () =>
    expect(
      total(
        row({ resolvedAt: '2026-01-11T00:00:00.000Z' }),
        row({ reopenedCount: 2 }),
        row({ resolvedAt: '2026-01-12T00:00:00.000Z' }),
        row(),
      ),
    ).toMatchObject({ everResolved: 3, reopened: 1, reopenRate: 1 / 3 }))
  it('has no reopen rate where nothing was resolved', () => expect(total(row())).not.toHaveProperty('reopenRate'))
})

describe('accounts', () => {
  it('stand by id, requests without an account last, those with nothing to count not at all', () => {
    const { accountId: _, ...unknown } = row()
    const long = row({ accountId: 'acc-0', receivedAt: '2025-01-01T00:00:00.000Z', resolvedAt: '2025-01-02T00:00:00.000Z' })
    expect(
      periodFigures([unknown, row({ accountId: 'acc-2' }), row(), long], january).accounts.map(({ accountId }) => accountId),
    ).toEqual(['acc-1', 'acc-2', undefined])
  })
})

describe('the laws of figures', () => {
  const rows = fc.array(anyRow, { maxLength: 60 })
  const sum = (all: readonly Figures[], of: (figures: Figures) => number) =>
    all.reduce((total, figures) => total + of(figures), 0)
  const additive: Record<string, (figures: Figures) => number> = {
    received: ({ received }) => received,
    ended: ({ ended }) => ended,
    backlogAtStart: ({ backlogAtStart }) => backlogAtStart,
    backlogAtEnd: ({ backlogAtEnd }) => backlogAtEnd,
    escalations: ({ escalations }) => escalations,
    escalated: ({ escalated }) => escalated,
    reopened: ({ reopened }) => reopened,
    everResolved: ({ everResolved }) => everResolved,
    acknowledged: ({ timeToAcknowledge }) => timeToAcknowledge.count,
    'time to acknowledge': ({ timeToAcknowledge }) => timeToAcknowledge.sumMs,
    'time to resolve': ({ timeToResolve }) => timeToResolve.sumMs,
    incidents: ({ byKind }) => byKind['incident'] ?? 0,
    'restore met': ({ attainment }) => attainment['restore']?.met ?? 0,
    'restore breached': ({ attainment }) => attainment['restore']?.breached ?? 0,
  }
  it.each(Object.entries(additive))('accounts add up to the total: %s', (_, of) =>
    fc.assert(
      fc.property(rows, (some) => {
        const { accounts, total } = periodFigures(some, january)
        expect(
          sum(
            accounts.map(({ figures }) => figures),
            of,
          ),
        ).toBe(of(total))
      }),
    ),
  )
  it('what was open, and what came, less what ended, is what is open', () =>
    fc.assert(
      fc.property(rows, (some) => {
        const { backlogAtStart, received, ended, backlogAtEnd } = periodFigures(some, january).total
        expect(backlogAtStart + received - ended).toBe(backlogAtEnd)
      }),
    ))
  it('each way of telling the volume adds up to what was received', () =>
    fc.assert(
      fc.property(rows, (some) => {
        const { received, byKind, byPriority, byChannel, byServiceClass } = periodFigures(some, january).total
        for (const counts of [byKind, byPriority, byChannel, byServiceClass])
          expect(Object.values(counts).reduce((all, one) => all + one, 0)).toBe(received)
      }),
    ))
  it('adjoining periods add up to the period they make', () =>
    fc.assert(
      fc.property(rows, (some) => {
        const middle = '2026-01-15T00:00:00.000Z'
        const halves = [
          periodFigures(some, { ...january, to: middle }).total,
          periodFigures(some, { ...january, from: middle }).total,
        ]
        const whole = periodFigures(some, january).total
        for (const name of ['received', 'ended', 'escalations', 'time to resolve', 'restore met'] as const) {
          const of = additive[name] ?? (() => Number.NaN)
          expect(sum(halves, of)).toBe(of(whole))
        }
      }),
    ))
  it('the order of the rows changes nothing', () =>
    fc.assert(
      fc.property(rows, (some) => expect(periodFigures([...some].reverse(), january)).toEqual(periodFigures(some, january))),
    ))
})
