import { keyOfAuthor, newId, personal, plusMs, type Given } from '@spoc/platform-kernel'
import type { Streams } from '@spoc/platform-runtime'
import {
  engagementFacts,
  routingOfRequest,
  type EngagementEvent,
  type EngagementKind,
  type EngagementOutcome,
  type OlaTerms,
  type RequestRoutingEvent,
} from '@spoc/routing-contracts'
import { PERSON } from './requests.js'

export const CORE = '0190a6c2-0000-7000-8000-0000000000c1'
export const CARRIER = '0190a6c2-0000-7000-8000-0000000000c2'

const words = (text: string) => personal(text, keyOfAuthor('request', PERSON))

export interface Engaging {
  readonly teamId?: string
  readonly kind?: EngagementKind
  /** Four hours unless told; `none` where the team has agreed to no time. */
  readonly olaMs?: number | 'none'
  readonly olaTerms?: OlaTerms
}

/** Records what routing would when a team is engaged: the intention, and the offer that follows from it. */
export async function engage(
  streams: Streams,
  requestId: string,
  given: Given,
  { teamId = CORE, kind = 'functional', olaMs = 14_400_000, olaTerms }: Engaging,
): Promise<string> {
  const engagementId: string = newId(Date.now())
  const asked = {
    teamId,
    kind,
    ask: words('Find the fault.'),
    reason: 'by-hand' as const,
    handover: { summary: words('Down'), timeline: [], tried: [], contacts: [], services: [], attachments: [] },
    acceptBy: plusMs(given.now, 900_000),
    ...(olaMs === 'none' ? {} : { olaMs }),
    ...(olaTerms === undefined ? {} : { olaTerms }),
  }
  const requested: RequestRoutingEvent = { type: 'routing.engagement-requested.v1', data: { engagementId, ...asked } }
  const offered: EngagementEvent = {
    type: 'routing.engagement-offered.v1',
    data: { requestId, engagedAt: given.now, ...asked },
  }
  await streams.change(routingOfRequest, requestId, given, () => [requested])
  await streams.change(engagementFacts, engagementId, given, () => [offered])
  return engagementId
}

export const accepted: EngagementEvent = { type: 'routing.engagement-accepted.v1', data: { engineerId: PERSON } }
/** How an engagement ends. */
export type EngagementEnd = Extract<
  EngagementEvent,
  { readonly type: `routing.engagement-${'completed' | 'declined' | 'withdrawn'}.v1` }
>

export const declined: EngagementEnd = {
  type: 'routing.engagement-declined.v1',
  data: { engineerId: PERSON, reason: words('not ours') },
}
export const withdrawn: EngagementEnd = { type: 'routing.engagement-withdrawn.v1', data: { because: 'by-spoc' } }
export const handedBack = (outcome: EngagementOutcome = 'solved'): EngagementEnd => ({
  type: 'routing.engagement-completed.v1',
  data: { engineerId: PERSON, outcome, report: words('A card was replaced.') },
})
