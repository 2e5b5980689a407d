import type { Instant } from '@spoc/platform-kernel'
import type { PageReason, PageStoppedBecause } from '../page/page.events.js'

/** Published read model `routing_pages`: one document a page. */
export interface PageDocument {
  readonly _id: string
  readonly requestId: string
  readonly accountId?: string
  readonly engagementId?: string
  readonly reason: PageReason
  readonly state: 'open' | 'acknowledged' | 'stopped'
  readonly startedAt: Instant
  /** Everybody told so far, each once, in the order of the first time. */
  readonly told: readonly string[]
  readonly declinedBy: readonly string[]
  /** Steps taken, those that came to nobody included. */
  readonly steps: readonly { readonly step: number; readonly personIds: readonly string[]; readonly at: Instant }[]
  readonly lastResortToldAt?: Instant
  readonly acknowledgedBy?: string
  readonly acknowledgedAt?: Instant
  readonly stoppedBecause?: PageStoppedBecause
  readonly revision: number
}

export const PAGES = {
  name: 'routing_pages',
  indexes: [
    { fields: ['-startedAt'] },
    { fields: ['requestId', '-startedAt'] },
    { fields: ['state', '-startedAt'] },
    { fields: ['told', '-startedAt'] },
  ],
  holds: 'view',
  instants: ['startedAt', 'lastResortToldAt', 'acknowledgedAt'],
} as const
