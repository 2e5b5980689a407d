import type { Fact, Id, Instant, Personal } from '@spoc/platform-kernel'
import type { Handover } from '../engagement/handover.js'
import type { OlaTerms } from '../team/team.events.js'

/** Who is the single point of contact of a request: a person (who may sit in a team), or a team whose duty person answers. */
export type Spoc =
  | { readonly kind: 'person'; readonly personId: Id<'person'>; readonly teamId?: Id<'team'> }
  | { readonly kind: 'team'; readonly teamId: Id<'team'> }

/** Which line of the arrangement, or which act, made the SPOC what it is. */
export type SpocBecause =
  'named-in-hours' | 'deputy' | 'duty-team' | '24x7-in-hours' | '24x7-duty' | 'triage-desk' | 'taken-over' | 'handed-over'

/** `vendor`: an outside carrier or supplier, bound by an underpinning contract instead of an OLA. */
export type EngagementKind = 'functional' | 'vendor'

/** By hand, by a routing rule, or as an escalation's consequence. */
export type EngagementReason = 'by-hand' | 'rule' | 'escalation'

export type EscalationKind = 'functional' | 'hierarchical'

export type EscalationBecause =
  | 'by-hand'
  | 'client'
  | 'page-not-acknowledged'
  | 'nobody-reached'
  | 'engagement-not-accepted'
  | 'engagement-declined'
  | 'sla-warning'
  | 'sla-breach'
  | 'update-missed'

/** What the decision for a SPOC rested on, so that "why" can be answered later. */
export interface SpocConsidered {
  readonly inHours?: boolean
  readonly away?: readonly Id<'person'>[]
}

/**
 * Facts about who carries one request. Stream `routing-<requestId>`, written by routing alone. An engagement or a page is intended
 * here first; streams of their own follow from it.
 */
export type RequestRoutingEvent =
  /** Who is the single point of contact of the request from then on, and why. */
  | Fact<
      'routing.spoc-assigned.v1',
      {
        readonly requestId: Id<'request'>
        readonly accountId?: Id<'account'>
        readonly spoc: Spoc
        readonly because: SpocBecause
        /** Who of a duty team was on duty at that moment. */
        readonly dutyPersonId?: Id<'person'>
        readonly considered?: SpocConsidered
        /** What a person wrote who handed it over. */
        readonly reason?: Personal<string>
      }
    >
  /** A person has made themselves the SPOC. */
  | Fact<'routing.spoc-taken-over.v1', { readonly by: Id<'person'>; readonly teamId?: Id<'team'> }>
  /** A team is to be brought in: the engagement follows, in a stream of its own. */
  | Fact<
      'routing.engagement-requested.v1',
      {
        readonly engagementId: Id<'engagement'>
        readonly teamId: Id<'team'>
        readonly kind: EngagementKind
        /** What the team is asked to do. */
        readonly ask: Personal<string>
        readonly reason: EngagementReason
        readonly handover: Handover
        readonly acceptBy: Instant
        /** The OLA (or the vendor's UC) for the solution, in milliseconds of its calendar. */
        readonly olaMs?: number
        /** How that time is counted; absent: around the clock, whatever the request waits for. */
        readonly olaTerms?: OlaTerms
        /** The page by which the team is told; none where the team has no escalation policy. */
        readonly pageId?: Id<'page'>
      }
    >
  /** The request goes to more skill (functional) or to more authority (hierarchical). */
  | Fact<
      'routing.escalated.v1',
      {
        readonly kind: EscalationKind
        /** 1 is the first escalation of its kind, 2 the next. */
        readonly level: number
        readonly toTeamId?: Id<'team'>
        readonly toPersonId?: Id<'person'>
        readonly because: EscalationBecause
        /** What a person wrote who escalated by hand. */
        readonly reason?: Personal<string>
        readonly engagementId?: Id<'engagement'>
        /** The page that went unacknowledged, or by which the escalation is told. */
        readonly pageId?: Id<'page'>
      }
    >
  /** The request ended: open engagements are withdrawn and open pages stopped. */
  | Fact<'routing.closed.v1', { readonly because: 'resolved' | 'closed' | 'cancelled' | 'rejected' | 'merged' }>
  /** The request is open again; its SPOC stays. */
  | Fact<'routing.reopened.v1', Readonly<Record<string, never>>>
