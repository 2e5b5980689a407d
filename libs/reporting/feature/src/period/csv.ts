import { figuresTable } from '@spoc/reporting-domain'
import { stringify } from 'csv-stringify/sync'
import type { PeriodReport } from './period-reports.js'

/** The figures as CSV (RFC 4180, UTF-8), the header row first. A cell that a spreadsheet would take for a formula is disarmed. */
export function csvOf(report: PeriodReport): string {
  const names = new Map(report.accounts.map(({ accountId, accountName }) => [accountId, accountName]))
  const { header, records } = figuresTable(report, (accountId) => names.get(accountId) ?? accountId)
  return stringify(
    [header, ...records].map((cells) => [...cells]),
    { escape_formulas: true, record_delimiter: 'windows' },
  )
}
