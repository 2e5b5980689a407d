import type { Fact, Id, Instant, Personal } from '@spoc/platform-kernel'
import type { EscalationStep, EscalationTarget } from '../escalation-policy/escalation-policy.events.js'

export type PageReason = 'engagement' | 'escalation' | 'sla-warning' | 'sla-breach' | 'major-incident' | 'rule' | 'by-hand'

/** What one target of a step came to. */
export interface ResolvedTarget {
  readonly target: EscalationTarget
  readonly personIds: readonly Id<'person'>[]
}

export type PageStoppedBecause = 'engagement-accepted' | 'engagement-ended' | 'request-ended' | 'by-hand' | 'superseded'

/** Facts about one page: people told one after another until somebody answers. Stream `page-<id>`, written by routing alone. */
export type PageEvent =
  /** People are to be told one after another until somebody answers. */
  | Fact<
      'routing.page-started.v1',
      {
        readonly requestId: Id<'request'>
        readonly accountId?: Id<'account'>
        readonly engagementId?: Id<'engagement'>
        readonly reason: PageReason
        readonly at: Instant
        /** The policy as it stood at that moment: a later change of it does not touch this page. */
        readonly policy?: { readonly policyId: Id<'escalation-policy'>; readonly revision: number }
        readonly steps: readonly EscalationStep[]
        /** Told when every step came to nobody, or when nobody acknowledged in time. */
        readonly lastResort: Id<'person'>
        /** Since the start; without it the last resort is told only when every step came to nobody. */
        readonly lastResortAfterMs?: number
      }
    >
  /** A step was taken. With no `personIds` it came to nobody, and the next one was taken at once. */
  | Fact<
      'routing.page-notified.v1',
      {
        /** Counted from 0. */
        readonly step: number
        readonly personIds: readonly Id<'person'>[]
        readonly at: Instant
        /** On duty, but with no way to be reached. */
        readonly unreachable?: readonly Id<'person'>[]
        readonly resolved?: readonly ResolvedTarget[]
        /** The step has hours, and this was outside of them. */
        readonly outOfHours?: true
      }
    >
  /** Somebody has it in hand: nobody else is told. */
  | Fact<'routing.page-acknowledged.v1', { readonly by: Id<'person'>; readonly at: Instant }>
  /** Somebody who was told cannot; once all who were told have declined, the next step is taken at once. */
  | Fact<'routing.page-declined.v1', { readonly by: Id<'person'>; readonly at: Instant; readonly reason?: Personal<string> }>
  /** Nobody needs to answer any more. */
  | Fact<'routing.page-stopped.v1', { readonly because: PageStoppedBecause; readonly at: Instant }>
  /** The steps are used up: the last resort is told. */
  | Fact<
      'routing.page-exhausted.v1',
      {
        readonly lastResort: Id<'person'>
        readonly at: Instant
        readonly because: 'nobody-reached' | 'not-acknowledged'
        /** The next shift start, at which the steps begin again; only where nobody was reached. */
        readonly againAt?: Instant
      }
    >
