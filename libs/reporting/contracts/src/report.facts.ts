import { eventContract, type Fact } from '@spoc/platform-kernel'
import type { ReportEvent } from './report.events.js'

/** What reporting publishes, on topic `spoc.reporting.v1`. */
export const reportingContract = eventContract<ReportEvent>({
  context: 'reporting',
  categories: ['report'],
  types: { 'reporting.report-issued.v1': true },
})

export type IssuedReport = ReportEvent['data']
export type ReportFacts = { readonly is: 'unknown' } | ({ readonly is: 'issued' } & IssuedReport)

/** The report its events tell of; events of types not known here are passed over. */
export function reportFacts(facts: readonly Fact[]): ReportFacts {
  return facts.reduce<ReportFacts>(foldReport, { is: 'unknown' })
}

/** One step of {@link reportFacts}. */
export function foldReport(report: ReportFacts, fact: Fact): ReportFacts {
  return isReportEvent(fact) ? { is: 'issued', ...fact.data } : report
}

function isReportEvent(fact: Fact): fact is ReportEvent {
  return fact.type === 'reporting.report-issued.v1'
}
