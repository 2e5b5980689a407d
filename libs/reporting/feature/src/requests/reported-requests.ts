import type { RecordedOf } from '@spoc/platform-kernel'
import { projector, type Into } from '@spoc/platform-runtime'
import { REPORTED_REQUESTS } from '@spoc/reporting-contracts'
import { foldRequest, reportedTypes, requestIdOf, type FoldedRequest, type ReportedEvent } from './fold-request.js'

export const reportedRequests = projector<FoldedRequest, ReportedEvent>({
  collection: REPORTED_REQUESTS,
  version: 6,
  leavesSealed: true,
  on: Object.fromEntries(
    reportedTypes.map((type) => [
      type,
      (event: RecordedOf<ReportedEvent>, into: Into<FoldedRequest>) =>
        into.put(requestIdOf(event.stream), (found) => foldRequest(found, event)),
    ]),
  ),
})
