import type { RequestRow } from '../figures/request-row.js'
import { tableOf, type Cells, type Table } from './table.js'

const firstColumns = [
  'number',
  'request_id',
  'account_id',
  'kind',
  'priority',
  'channel',
  'service_class',
  'received_at',
  'first_acknowledged_at',
  'first_response_at',
  'resolved_at',
  'closed_at',
  'reopened_count',
  'escalations',
] as const

/**
 * The requests behind the figures, a row each, as they come; instants in UTC. Four columns a clock follow: `sla_<clock>_outcome`,
 * `_elapsed_ms`, `_target_ms` and, where a request has had several clocks of one name, `_count`; the last of them is the one shown.
 */
export function requestsTable(rows: readonly RequestRow[]): Table {
  return tableOf(rows.map(cells), firstColumns)
}

function cells(row: RequestRow): Cells {
  return new Map<string, string | number | undefined>([
    ['number', row.number],
    ['request_id', row.requestId],
    ['account_id', row.accountId],
    ['kind', row.kind],
    ['priority', row.priority],
    ['channel', row.channel],
    ['service_class', row.serviceClass],
    ['received_at', row.receivedAt],
    ['first_acknowledged_at', row.firstAcknowledgedAt],
    ['first_response_at', row.firstResponseAt],
    ['resolved_at', row.resolvedAt],
    ['closed_at', row.closedAt],
    ['reopened_count', row.reopenedCount],
    ['escalations', row.escalations],
    ...row.clocks.flatMap(({ clock, outcome, elapsedMs, targetMs }): [string, string | number][] => [
      [`sla_${clock}_outcome`, outcome],
      [`sla_${clock}_elapsed_ms`, elapsedMs],
      [`sla_${clock}_target_ms`, targetMs],
      [`sla_${clock}_count`, row.clocks.filter((other) => other.clock === clock).length],
    ]),
  ])
}
