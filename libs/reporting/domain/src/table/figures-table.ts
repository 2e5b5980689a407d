import type { Counts, Durations, Figures, PeriodFigures } from '@spoc/reporting-contracts'
import { tableOf, type Cells, type Table } from './table.js'

const firstColumns = [
  'scope',
  'account_id',
  'account',
  'received',
  'ended',
  'backlog_at_start',
  'backlog_at_end',
  'time_to_acknowledge_count',
  'time_to_acknowledge_mean_ms',
  'time_to_acknowledge_median_ms',
  'time_to_respond_count',
  'time_to_respond_mean_ms',
  'time_to_respond_median_ms',
  'time_to_resolve_count',
  'time_to_resolve_mean_ms',
  'time_to_resolve_median_ms',
  'ever_resolved',
  'reopened',
  'reopen_rate',
  'escalated',
  'escalations',
] as const

/**
 * The figures of a period as a table: a row for each account (`scope` account), one for requests whose account is not known (`no-account`)
 * and, last, one for all (`total`). Columns of names that occur (`kind_…`, `priority_…`, `sla_<clock>_met`, `breach_<clock>_<holder>_ms` …) follow the fixed ones; a count
 * that is not there is 0, a mean or ratio of nothing is empty. Ratios run from 0 to 1.
 */
export function figuresTable({ accounts, total }: PeriodFigures, accountName: (accountId: string) => string): Table {
  const scoped = [
    ...accounts.map(({ accountId, figures }) =>
      accountId === undefined
        ? { scope: 'no-account', figures }
        : { scope: 'account', accountId, name: accountName(accountId), figures },
    ),
    { scope: 'total', figures: total },
  ]
  // All names that occur at all occur in the total, so its zeros fill the gaps of the accounts.
  const zeros = [...named(total)].map(([column]): [string, number | undefined] => [
    column,
    column.endsWith('_ratio') ? undefined : 0,
  ])
  const rows = scoped.map(
    ({ scope, figures, ...account }): Cells =>
      new Map<string, string | number | undefined>([
        ['scope', scope],
        ['account_id', 'accountId' in account ? account.accountId : undefined],
        ['account', 'name' in account ? account.name : undefined],
        ...fixed(figures),
        ...zeros,
        ...named(figures),
      ]),
  )
  return tableOf(rows, firstColumns)
}

function fixed(figures: Figures): readonly [string, number | undefined][] {
  return [
    ['received', figures.received],
    ['ended', figures.ended],
    ['backlog_at_start', figures.backlogAtStart],
    ['backlog_at_end', figures.backlogAtEnd],
    ...times('time_to_acknowledge', figures.timeToAcknowledge),
    ...times('time_to_respond', figures.timeToRespond),
    ...times('time_to_resolve', figures.timeToResolve),
    ['ever_resolved', figures.everResolved],
    ['reopened', figures.reopened],
    ['reopen_rate', figures.reopenRate],
    ['escalated', figures.escalated],
    ['escalations', figures.escalations],
  ]
}

function named(figures: Figures): ReadonlyMap<string, number | undefined> {
  return new Map<string, number | undefined>([
    ...counts('kind', figures.byKind),
    ...counts('priority', figures.byPriority),
    ...counts('channel', figures.byChannel),
    ...counts('class', figures.byServiceClass),
    ...Object.entries(figures.attainment).flatMap(
      ([clock, { met, breached, running, cancelled, ratio }]): [string, number | undefined][] => [
        [`sla_${clock}_met`, met],
        [`sla_${clock}_breached`, breached],
        [`sla_${clock}_running`, running],
        [`sla_${clock}_cancelled`, cancelled],
        [`sla_${clock}_ratio`, ratio],
      ],
    ),
    ...Object.entries(figures.breachCauses ?? {}).flatMap(([clock, { heldMs }]) =>
      Object.entries(heldMs).map(([holder, ms]): [string, number] => [`breach_${clock}_${holder}_ms`, ms]),
    ),
  ])
}

function counts(prefix: string, of: Counts): readonly [string, number][] {
  return Object.entries(of).map(([name, count]) => [`${prefix}_${name}`, count])
}

function times(prefix: string, { count, meanMs, medianMs }: Durations): readonly [string, number | undefined][] {
  return [
    [`${prefix}_count`, count],
    [`${prefix}_mean_ms`, meanMs],
    [`${prefix}_median_ms`, medianMs],
  ]
}
