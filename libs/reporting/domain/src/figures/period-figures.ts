import { epochMs, type Instant } from '@spoc/platform-kernel'
import type { AccountFigures, Counts, Figures, PeriodFigures, ReportPeriod } from '@spoc/reporting-contracts'
import { attainmentByClock } from './attainment.js'
import { breachCausesByClock } from './breach-causes.js'
import { durations } from './durations.js'
import { groupBy } from './grouping.js'
import type { RequestRow } from './request-row.js'

/**
 * The figures of a period, for each account and for all, as `Figures` defines them. The rows are all requests received before the end
 * of the period and not ended before its beginning; others may be among them and change nothing. Costs one pass an account.
 */
export function periodFigures(rows: readonly RequestRow[], period: ReportPeriod): PeriodFigures {
  const counted = rows.filter((row) => counts(row, period))
  const byAccount = groupBy(counted, ({ accountId }) => accountId)
  const accounts = [...byAccount.keys()].sort(byIdNoneLast).map((accountId): AccountFigures => {
    const of = figures(byAccount.get(accountId) ?? [], period)
    return accountId === undefined ? { figures: of } : { accountId, figures: of }
  })
  return { period, total: figures(counted, period), accounts }
}

function figures(rows: readonly RequestRow[], period: ReportPeriod): Figures {
  const received = rows.filter(({ receivedAt }) => isIn(period, receivedAt))
  const everResolved = received.filter(({ resolvedAt, reopenedCount }) => resolvedAt !== undefined || reopenedCount > 0)
  const reopened = everResolved.filter(({ reopenedCount }) => reopenedCount > 0).length
  return {
    received: received.length,
    byKind: countBy(received, ({ kind }) => kind),
    byPriority: countBy(received, ({ priority }) => priority),
    byChannel: countBy(received, ({ channel }) => channel),
    byServiceClass: countBy(received, ({ serviceClass }) => serviceClass ?? 'none'),
    escalated: received.filter(({ escalations }) => escalations > 0).length,
    escalations: received.reduce((sum, { escalations }) => sum + escalations, 0),
    attainment: attainmentByClock(received.flatMap(({ clocks }) => clocks)),
    breachCauses: breachCausesByClock(received.flatMap(({ breaches }) => breaches)),
    timeToAcknowledge: timesTo(rows, period, ({ firstAcknowledgedAt }) => firstAcknowledgedAt),
    timeToRespond: timesTo(rows, period, ({ firstResponseAt }) => firstResponseAt),
    timeToResolve: timesTo(rows, period, ({ resolvedAt }) => resolvedAt),
    everResolved: everResolved.length,
    reopened,
    ...(everResolved.length === 0 ? {} : { reopenRate: reopened / everResolved.length }),
    ended: rows.filter((row) => isIn(period, endOf(row))).length,
    backlogAtStart: rows.filter((row) => isOpenAt(row, period.from)).length,
    backlogAtEnd: rows.filter((row) => isOpenAt(row, period.to)).length,
  }
}

/** When it left the backlog. One that was reopened is seen as never having left it, until it is resolved again. */
function endOf(row: RequestRow): Instant | undefined {
  return notBeforeReceipt(row, row.resolvedAt ?? row.closedAt)
}

/** A moment typed in later as earlier than the receipt counts as at the receipt. */
function notBeforeReceipt({ receivedAt }: RequestRow, at: Instant | undefined): Instant | undefined {
  return at !== undefined && epochMs(at) < epochMs(receivedAt) ? receivedAt : at
}

function isOpenAt(row: RequestRow, at: Instant): boolean {
  const end = endOf(row)
  return epochMs(row.receivedAt) < epochMs(at) && (end === undefined || epochMs(end) >= epochMs(at))
}

function isIn({ from, to }: ReportPeriod, at: Instant | undefined): boolean {
  return at !== undefined && epochMs(from) <= epochMs(at) && epochMs(at) < epochMs(to)
}

/** Whether the row bears on any figure of the period. */
function counts(row: RequestRow, period: ReportPeriod): boolean {
  const moments = [row.receivedAt, row.firstAcknowledgedAt, row.firstResponseAt, row.resolvedAt, row.closedAt]
  return isOpenAt(row, period.from) || moments.some((at) => isIn(period, notBeforeReceipt(row, at)))
}

function timesTo(rows: readonly RequestRow[], period: ReportPeriod, moment: (row: RequestRow) => Instant | undefined) {
  const lengths = rows.flatMap((row) => {
    const at = notBeforeReceipt(row, moment(row))
    return at === undefined || !isIn(period, at) ? [] : [epochMs(at) - epochMs(row.receivedAt)]
  })
  return durations(lengths)
}

function countBy(rows: readonly RequestRow[], name: (row: RequestRow) => string): Counts {
  const groups = [...groupBy(rows, name)].sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(groups.map(([of, some]) => [of, some.length]))
}

function byIdNoneLast(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1
  return a < b ? -1 : 1
}
