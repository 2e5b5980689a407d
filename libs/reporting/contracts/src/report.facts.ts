import { eventContract, type Fact, type StreamKind } from '@spoc/platform-kernel'
import type { ReportEvent } from './report.events.js'

/** What reporting publishes, on topic `spoc.reporting.v1`. */
export const reportingContract = eventContract<ReportEvent>({
  context: 'reporting',
  categories: ['report'],
  types: { 'reporting.report-issued.v1': true },
})

export type IssuedReport = ReportEvent['data']
export type ReportFacts = { readonly is: 'unknown' } | ({ readonly is: 'issued' } & IssuedReport)

/** Passes over events of types not known here. */
export function foldReport(report: ReportFacts, fact: Fact): ReportFacts {
  return isReportEvent(fact) ? { is: 'issued', ...fact.data } : report
}

/** The tolerant fold by which anybody may read a report. */
export const reportFacts: Pick<StreamKind<ReportFacts, ReportEvent>, 'category' | 'initial' | 'evolve'> = {
  category: 'report',
  initial: { is: 'unknown' },
  evolve: foldReport,
}

function isReportEvent(fact: Fact): fact is ReportEvent {
  return fact.type === 'reporting.report-issued.v1'
}
