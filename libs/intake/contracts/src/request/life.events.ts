import type { Fact, Id, Instant, Personal } from '@spoc/platform-kernel'
import type { HoldParty, HoldReason, ResolutionCode } from './classification.js'
import type { RequestStatus } from './status.js'

/** The contract's days that outlive a resolution, as they were when it was promised. Days of 24 hours. */
export interface ClosingTerms {
  readonly closeAfterDays: number
  readonly reopenWithinDays: number
}

/** Facts that move a request from one state of its life to the next. */
export type LifeEvent =
  /** Somebody works on it. Who is its SPOC is routing's to say. */
  | Fact<'intake.request-taken-up.v1', { readonly by: Id<'person'> }>
  /** An answer or an act of the client is awaited. */
  | Fact<
      'intake.client-awaited.v1',
      ClosingTerms & {
        /** What is asked of the client. */
        readonly what: Personal<string>
        readonly since: Instant
        /** The first reminder; the others follow at the same distance. */
        readonly remindAt: Instant
        /** Resolved without an answer at this instant. */
        readonly resolveAt: Instant
      }
    >
  /** The client is to be reminded of what is awaited, for the `count`th time. */
  | Fact<'intake.reminder-due.v1', { readonly count: number; readonly nextAt?: Instant }>
  /** Goes on by itself at `until`; without it, when somebody resumes it. */
  | Fact<
      'intake.request-put-on-hold.v1',
      { readonly reason: HoldReason; readonly party: HoldParty; readonly until?: Instant; readonly note?: Personal<string> }
    >
  /** The client answered, or the hold is over: it is in progress again. */
  | Fact<'intake.work-resumed.v1', { readonly because: 'client-replied' | 'agent' | 'window-ended' }>
  /** The solution is told to the client; without one where the clock resolved it (`no-answer`). */
  | Fact<
      'intake.request-resolved.v1',
      ClosingTerms & { readonly code: ResolutionCode; readonly solution?: Personal<string>; readonly closeAt: Instant }
    >
  /** A client's reply before `reopenUntil` reopens it; a later one opens a follow-up. */
  | Fact<'intake.request-closed.v1', { readonly because: 'confirmed' | 'elapsed'; readonly reopenUntil: Instant }>
  /** It was resolved, closed, cancelled or rejected, and is in progress again. */
  | Fact<
      'intake.request-reopened.v1',
      {
        readonly because: 'client-replied' | 'not-solved' | 'staff'
        readonly from: RequestStatus
        readonly reason?: Personal<string>
      }
    >
  /** It is withdrawn. */
  | Fact<'intake.request-cancelled.v1', { readonly by: 'client' | 'staff'; readonly reason: Personal<string> }>
  /** Not valid, or not ours. The reason is told to the client. */
  | Fact<'intake.request-rejected.v1', { readonly reason: Personal<string> }>
  /** It goes on in the survivor; its clocks and notices stop. */
  | Fact<'intake.request-merged.v1', { readonly into: Id<'request'>; readonly stateBefore: RequestStatus }>
  /** It goes on by itself again, in the state it had. */
  | Fact<'intake.request-unmerged.v1', { readonly from: Id<'request'>; readonly state: RequestStatus }>
