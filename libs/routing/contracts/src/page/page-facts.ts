import { streamKind, type Id, type Instant } from '@spoc/platform-kernel'
import type { PageEvent, PageReason, PageStoppedBecause } from './page.events.js'

/** How one page stands, as others may know it. */
export interface PageFacts {
  readonly is: 'unknown' | 'open' | 'acknowledged' | 'stopped'
  readonly requestId?: Id<'request'>
  readonly accountId?: Id<'account'>
  readonly engagementId?: Id<'engagement'>
  readonly reason?: PageReason
  readonly startedAt?: Instant
  /** Everybody told so far, each once, in the order of the first time. */
  readonly told: readonly Id<'person'>[]
  readonly lastResortTold: boolean
  readonly acknowledgedBy?: Id<'person'>
  readonly acknowledgedAt?: Instant
  readonly stoppedBecause?: PageStoppedBecause
}

/** Folds `page-<id>`; leaves alone what it does not know. */
export const pageFacts = streamKind<PageFacts, PageEvent>({
  category: 'page',
  initial: { is: 'unknown', told: [], lastResortTold: false },
  evolve: (state, event) => {
    switch (event.type) {
      case 'routing.page-started.v1': {
        const { requestId, accountId, engagementId, reason, at } = event.data
        return {
          is: 'open',
          requestId,
          ...(accountId !== undefined && { accountId }),
          ...(engagementId !== undefined && { engagementId }),
          reason,
          startedAt: at,
          told: [],
          lastResortTold: false,
        }
      }
      case 'routing.page-notified.v1':
        return { ...state, told: withPeople(state.told, event.data.personIds) }
      case 'routing.page-acknowledged.v1':
        return { ...state, is: 'acknowledged', acknowledgedBy: event.data.by, acknowledgedAt: event.data.at }
      case 'routing.page-stopped.v1':
        return { ...state, is: 'stopped', stoppedBecause: event.data.because }
      case 'routing.page-exhausted.v1':
        return { ...state, told: withPeople(state.told, [event.data.lastResort]), lastResortTold: true }
      default:
        return state
    }
  },
  about: ({ requestId, accountId }, id) => ({ subject: requestId ?? id, ...(accountId !== undefined && { accountId }) }),
})

function withPeople(told: readonly Id<'person'>[], more: readonly Id<'person'>[]): readonly Id<'person'>[] {
  return [...new Set([...told, ...more])]
}
