import { createHash } from 'node:crypto'
import { canonicalJson, epochMs, refuse, streamKind, type Decision } from '@spoc/platform-kernel'
import { foldReport, type IssuedReport, type ReportEvent, type ReportFacts } from '@spoc/reporting-contracts'

/** One issued report. */
export const reportStream = streamKind<ReportFacts, ReportEvent>({
  category: 'report',
  initial: { is: 'unknown' },
  evolve: foldReport,
  about: (report, id) =>
    report.is === 'unknown' || report.accountId === undefined ? { subject: id } : { subject: id, accountId: report.accountId },
})

/** Puts on record what was handed out. A report is never issued twice with different content. */
export function issueReport(report: ReportFacts, issued: IssuedReport): Decision<ReportEvent> {
  if (epochMs(issued.period.from) >= epochMs(issued.period.to))
    return refuse('period-not-in-order', 'A period ends after it begins.', 'period.to')
  if (report.is === 'unknown') return [{ type: 'reporting.report-issued.v1', data: issued }]
  return report.sha256 === issued.sha256 ? [] : refuse('report-issued', 'It has been issued already, with other content.')
}

/** Hex SHA-256 over the RFC 8785 JSON of a report as it is handed out. */
export function reportDigest(document: unknown): string {
  return createHash('sha256').update(canonicalJson(document)).digest('hex')
}
