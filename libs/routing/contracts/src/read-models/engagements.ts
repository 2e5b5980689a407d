import type { Instant } from '@spoc/platform-kernel'
import type { EngagementOutcome, WithdrawnBecause } from '../engagement/engagement.events.js'
import type { EngagementKind, EngagementReason } from '../request/routing.events.js'
import type { OlaTerms } from '../team/team.events.js'

/** Published read model `routing_engagements`: one document an engagement. What was asked and found is personal, and read from its stream. */
export interface EngagementDocument {
  readonly _id: string
  readonly requestId: string
  readonly accountId?: string
  readonly teamId: string
  readonly kind: EngagementKind
  readonly state: 'offered' | 'accepted' | 'declined' | 'withdrawn' | 'completed'
  readonly reason: EngagementReason
  /** When the team was asked for; its OLA counts from here. */
  readonly engagedAt?: Instant
  readonly offeredAt: Instant
  readonly acceptBy: Instant
  readonly olaMs?: number
  readonly olaTerms?: OlaTerms
  readonly pageId?: string
  /** Nobody had accepted when `acceptBy` came. */
  readonly overdue: boolean
  /** Who accepted, declined or completed it. */
  readonly engineerId?: string
  readonly acceptedAt?: Instant
  /** When it was declined, withdrawn or completed. */
  readonly endedAt?: Instant
  readonly outcome?: EngagementOutcome
  readonly withdrawnBecause?: WithdrawnBecause
  readonly revision: number
}

export const ENGAGEMENTS = {
  name: 'routing_engagements',
  indexes: [
    { fields: ['-offeredAt'] },
    { fields: ['requestId', '-offeredAt'] },
    { fields: ['teamId', '-offeredAt'] },
    { fields: ['teamId', 'state', '-offeredAt'] },
    { fields: ['state', '-offeredAt'] },
  ],
  holds: 'view',
  instants: ['engagedAt', 'offeredAt', 'acceptBy', 'acceptedAt', 'endedAt'],
} as const
