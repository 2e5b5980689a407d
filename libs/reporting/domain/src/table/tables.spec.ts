import { january, row } from '../../test/rows.js'
import { periodFigures } from '../figures/period-figures.js'
import { figuresTable } from './figures-table.js'
import { requestsTable } from './requests-table.js'
import type { Table } from './table.js'

const met = { clock: 'restore', outcome: 'met' as const, elapsedMs: 60_000, targetMs: 120_000 }

function cell({ header, records }: Table, record: number, column: string): string | undefined {
  expect(header).toContain(column)
  return records[record]?.[header.indexOf(column)]
}

describe('the figures as a table', () => {
  const { accountId: _, ...unknown } = row({ kind: 'question' })
  const table = figuresTable(
    periodFigures([row({ clocks: [met], resolvedAt: '2026-01-10T10:00:00.000Z' }), unknown], january),
    (id) => `Name of ${id}`,
  )
  it('has a row for each account, one for no account, and the total last', () =>
    expect(table.records.map(([scope, id, name]) => [scope, id, name])).toEqual([
      ['account', 'acc-1', 'Name of acc-1'],
      ['no-account', '', ''],
      ['total', '', ''],
    ]))
  it('has a cell for every column in every row', () =>
    expect(table.records.map((record) => record.length)).toEqual(table.records.map(() => table.header.length)))
  it('names each column once', () => expect(new Set(table.header).size).toBe(table.header.length))
  it('writes a count that is not there as 0, and a ratio or mean of nothing as empty', () => {
    expect([cell(table, 1, 'kind_incident'), cell(table, 1, 'sla_restore_met')]).toEqual(['0', '0'])
    expect([cell(table, 1, 'sla_restore_ratio'), cell(table, 1, 'time_to_resolve_mean_ms')]).toEqual(['', ''])
  })
  it('holds the figures', () =>
    expect([cell(table, 0, 'sla_restore_ratio'), cell(table, 0, 'time_to_resolve_mean_ms'), cell(table, 2, 'received')]).toEqual([
      '1',
      '3600000',
      '2',
    ]))
})

describe('the causes of breaches in a table', () => {
  it('stand in columns of their own by clock and holder, 0 where an account has none', () => {
    const breaches = [{ clock: 'restore', openMs: 90_000, heldMs: { vendor: 90_000 } }]
    const table = figuresTable(periodFigures([row({ breaches }), row({ accountId: 'acc-2' })], january), (id) => id)
    expect([0, 1, 2].map((record) => cell(table, record, 'breach_restore_vendor_ms'))).toEqual(['90000', '0', '90000'])
  })
})

describe('the requests as a table', () => {
  it('has a row for each, clocks in columns of their own, and empty cells for what is not there', () => {
    const table = requestsTable([row({ clocks: [met] }), row({ number: 'n-2' })])
    expect([cell(table, 0, 'sla_restore_outcome'), cell(table, 0, 'sla_restore_elapsed_ms')]).toEqual(['met', '60000'])
    expect([cell(table, 1, 'number'), cell(table, 1, 'sla_restore_outcome'), cell(table, 1, 'resolved_at')]).toEqual([
      'n-2',
      '',
      '',
    ])
  })
  it('shows the last of several clocks of one name, and says how many there were', () => {
    const table = requestsTable([row({ clocks: [met, { ...met, outcome: 'breached' }] })])
    expect([cell(table, 0, 'sla_restore_outcome'), cell(table, 0, 'sla_restore_count')]).toEqual(['breached', '2'])
  })
  it('has its columns though there is no request', () =>
    expect(requestsTable([])).toMatchObject({
      header: expect.arrayContaining(['number', 'received_at']) as string[],
      records: [],
    }))
})
