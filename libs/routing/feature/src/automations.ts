import type { AnyReaction, Background } from '@spoc/platform-runtime'
import { whenEngagementAnsweredThenSettleItsPage } from './automation/when-engagement-answered-then-settle-its-page.js'
import { whenEngagementOfferedThenPageTheTeam } from './automation/when-engagement-offered-then-page-the-team.js'
import { whenEngagementRequestedThenOfferIt } from './automation/when-engagement-requested-then-offer-it.js'
import { whenEscalatedByHandThenPage } from './automation/when-escalated-by-hand-then-page.js'
import { whenNobodyAnswersThenEscalate } from './automation/when-nobody-answers-then-escalate.js'
import { whenPageAcknowledgedThenAcceptItsEngagement } from './automation/when-page-acknowledged-then-accept-its-engagement.js'
import { whenRequestEndsThenCloseItsRouting } from './automation/when-request-ends-then-close-its-routing.js'
import { whenRequestReceivedThenAssignSpoc } from './automation/when-request-received-then-assign-spoc.js'
import {
  whenRoutingClosedThenStopPages,
  whenRoutingClosedThenWithdrawEngagements,
} from './automation/when-routing-closed-then-let-everybody-go.js'
import { TriageDesk } from './spoc/triage-desk.js'

/** What routing does by itself, in the order a request meets it. */
export const reactionsOf = ({ streams, views }: Background): readonly AnyReaction[] => [
  whenRequestReceivedThenAssignSpoc(new TriageDesk(views)),
  whenEngagementRequestedThenOfferIt,
  whenEngagementOfferedThenPageTheTeam,
  whenEscalatedByHandThenPage,
  whenEngagementAnsweredThenSettleItsPage(streams),
  whenPageAcknowledgedThenAcceptItsEngagement(streams),
  whenNobodyAnswersThenEscalate,
  whenRequestEndsThenCloseItsRouting,
  whenRoutingClosedThenWithdrawEngagements(streams),
  whenRoutingClosedThenStopPages(streams),
]
