import type { Id, Instant, Personal } from '@spoc/platform-kernel'
import type { HoldParty, HoldReason, ResolutionCode } from './classification.js'
import type { ClosingTerms } from './life.events.js'

/** Where in its life a request stands, with what only that state knows. */
export type RequestPhase =
  | { readonly status: 'new' }
  | { readonly status: 'in-progress' }
  | (ClosingTerms & {
      readonly status: 'waiting-for-client'
      readonly what: Personal<string>
      readonly since: Instant
      /** None once the last reminder is out. */
      readonly remindAt?: Instant
      readonly remindEveryMs: number
      readonly remindersSent: number
      readonly resolveAt: Instant
    })
  | { readonly status: 'on-hold'; readonly reason: HoldReason; readonly party: HoldParty; readonly until?: Instant }
  | (ClosingTerms & { readonly status: 'resolved'; readonly code: ResolutionCode; readonly closeAt: Instant })
  | { readonly status: 'closed'; readonly reopenUntil: Instant }
  | { readonly status: 'cancelled' }
  | { readonly status: 'rejected' }
  | { readonly status: 'merged'; readonly into: Id<'request'>; readonly before: RequestPhase }
