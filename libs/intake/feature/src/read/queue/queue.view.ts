import { REQUESTS, type RequestDocument, type RequestEvent } from '@spoc/intake-contracts'
import { projector } from '@spoc/platform-runtime'
import type { EngagementEvent, PageEvent, RequestRoutingEvent } from '@spoc/routing-contracts'
import type { ClockEvent } from '@spoc/sla-contracts'
import { intakeFolds } from './intake-folds.js'
import { routingFolds } from './routing-folds.js'
import { slaFolds } from './sla-folds.js'

/** One line a request, told by intake, routing and sla together. */
export const queue = projector<RequestDocument, RequestEvent | RequestRoutingEvent | EngagementEvent | PageEvent | ClockEvent>({
  collection: REQUESTS,
  version: 2,
  leavesSealed: true,
  on: { ...intakeFolds, ...routingFolds, ...slaFolds },
})
