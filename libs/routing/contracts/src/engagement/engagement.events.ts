import type { Fact, Id, Instant, Personal } from '@spoc/platform-kernel'
import type { EngagementKind, EngagementReason } from '../request/routing.events.js'
import type { OlaTerms } from '../team/team.events.js'
import type { Handover } from './handover.js'

export type WithdrawnBecause = 'request-ended' | 'by-spoc' | 'superseded'

export type EngagementOutcome = 'solved' | 'nothing-found' | 'not-ours' | 'passed-on'

/** Facts about one team brought in on a request. Stream `engagement-<id>`, written by routing alone. */
export type EngagementEvent =
  /** A team is asked to work on the request, with all it has to know. */
  | Fact<
      'routing.engagement-offered.v1',
      {
        readonly requestId: Id<'request'>
        readonly accountId?: Id<'account'>
        readonly teamId: Id<'team'>
        readonly kind: EngagementKind
        readonly ask: Personal<string>
        readonly reason: EngagementReason
        readonly handover: Handover
        /** When the team was asked for: its OLA counts from here. Absent in early events: when they were recorded. */
        readonly engagedAt?: Instant
        readonly acceptBy: Instant
        /** The OLA (or the vendor's UC) for the solution, in milliseconds of its calendar. */
        readonly olaMs?: number
        /** How that time is counted; absent: around the clock, whatever the request waits for. */
        readonly olaTerms?: OlaTerms
        readonly pageId?: Id<'page'>
      }
    >
  /** An engineer of the team works on it. */
  | Fact<'routing.engagement-accepted.v1', { readonly engineerId: Id<'person'> }>
  /** The team does not take it. */
  | Fact<'routing.engagement-declined.v1', { readonly engineerId: Id<'person'>; readonly reason: Personal<string> }>
  /** Nobody had accepted when `acceptBy` came; the offer stands, the escalation follows. */
  | Fact<'routing.engagement-overdue.v1', { readonly acceptBy: Instant }>
  /** The team is no longer needed. */
  | Fact<'routing.engagement-withdrawn.v1', { readonly because: WithdrawnBecause; readonly reason?: Personal<string> }>
  /** The team has done its part, and reports what came of it. */
  | Fact<
      'routing.engagement-completed.v1',
      { readonly engineerId: Id<'person'>; readonly outcome: EngagementOutcome; readonly report: Personal<string> }
    >
