import type { Actor, Fact, Instant, Personal } from '@spoc/platform-kernel'

/** An emergency work waits neither for the contract's lead time nor for anybody's approval. */
export type WorkKind = 'planned' | 'emergency'

/** What a service instance suffers while the work goes on, from nothing to the worst. */
export const impacts = ['no-impact', 'reduced-redundancy', 'degraded', 'outage'] as const
export type Impact = (typeof impacts)[number]

/** A stretch of time `[from, to)` in which the work may be done; `zone` is the IANA zone it was agreed in. */
export interface WorkWindow {
  readonly windowId: string
  readonly from: Instant
  readonly to: Instant
  readonly zone: string
}

/** What the work does to one service instance of one account; clients and carriers know the instance by its circuit id. */
export interface WorkImpact {
  readonly serviceInstanceId: string
  readonly circuitId: string
  readonly accountId: string
  readonly impact: Impact
}

export type SilenceMeans = 'approves' | 'declines'

/** An account whose approval the work waits for, until when, and what its contract takes silence for. */
export interface ApprovalNeeded {
  readonly accountId: string
  readonly decideBy: Instant
  readonly silence: SilenceMeans
}

/** Another work that touches the same service, or another leg of the same redundancy group, in `[from, to)`. */
export interface WorkConflict {
  readonly kind: 'same-service' | 'redundancy-group'
  readonly workId: string
  readonly reference: string
  readonly redundancyGroupId?: string
  /** The service instances of both works that the conflict is about, sorted. */
  readonly serviceInstanceIds: readonly string[]
  readonly from: Instant
  readonly to: Instant
}

/**
 * Facts about one planned work. Stream `work-<id>`, written by works alone; the envelope names the work as subject and no account,
 * since a work may affect several. What the provider publishes about a work is plain text; what a person answers is personal.
 */
export type WorkEvent =
  /** A work is to be done in these windows, with this impact. */
  | Fact<
      'works.work-planned.v1',
      {
        /** Human, with a check digit, e.g. `W-2026-4839201`. */
        readonly reference: string
        readonly title: string
        readonly description: string
        readonly kind: WorkKind
        /** In order of time, apart from each other. */
        readonly windows: readonly WorkWindow[]
        readonly impacts: readonly WorkImpact[]
        readonly method?: string
        readonly rollback?: string
        readonly plannedBy: Actor
        /** Affected accounts not listed here are told, not asked. */
        readonly approvals: readonly ApprovalNeeded[]
        /** Conflicts the planner knew of and went on in spite of. */
        readonly conflicts: readonly WorkConflict[]
      }
    >
  /** The account is to be told, or told anew: `sequence` counts the changes of the work, `stamp` is the moment this notice speaks of. */
  | Fact<'works.work-announced.v1', { readonly accountId: string; readonly sequence: number; readonly stamp: Instant }>
  /** An account agrees, for these of its service instances. */
  | Fact<
      'works.work-approved.v1',
      { readonly accountId: string; readonly by: Actor; readonly serviceInstanceIds: readonly string[] }
    >
  /** An account does not agree. */
  | Fact<'works.work-declined.v1', { readonly accountId: string; readonly by: Actor; readonly reason: Personal<string> }>
  /** An account does not agree to the windows, and names one that would suit it. */
  | Fact<
      'works.window-proposed.v1',
      {
        readonly accountId: string
        readonly by: Actor
        readonly window: WorkWindow
        readonly reason?: Personal<string>
      }
    >
  /** The account let its time to decide pass, and its contract says what that means. */
  | Fact<'works.silence-counted.v1', { readonly accountId: string; readonly means: SilenceMeans }>
  /** Every approval that was needed is there, or none was. */
  | Fact<'works.work-confirmed.v1', { readonly because: 'all-approved' | 'no-approval-needed' }>
  /** All answers so far were about the old windows, and are asked for again. */
  | Fact<
      'works.work-rescheduled.v1',
      {
        readonly by: Actor
        readonly reason: string
        readonly windows: readonly WorkWindow[]
        readonly approvals: readonly ApprovalNeeded[]
        readonly conflicts: readonly WorkConflict[]
      }
    >
  /** It will not be done. */
  | Fact<'works.work-cancelled.v1', { readonly by: Actor; readonly reason: string }>
  /** It is being done. */
  | Fact<'works.work-started.v1', { readonly by: Actor; readonly at: Instant }>
  /** It is over: done, or rolled back. */
  | Fact<'works.work-completed.v1', { readonly by: Actor; readonly at: Instant; readonly outcome: WorkOutcome }>

export type WorkOutcome = 'done' | 'rolled-back'
