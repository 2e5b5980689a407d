import type { Fact, Id, Instant } from '@spoc/platform-kernel'

export type Impact = 'high' | 'medium' | 'low'
export type Urgency = 'high' | 'medium' | 'low'
export type Priority = 'P1' | 'P2' | 'P3' | 'P4'

/** Priority by impact, then by urgency. */
export type PriorityMatrix = Readonly<Record<Impact, Readonly<Record<Urgency, Priority>>>>

/** What was promised. Days are of 24 hours. */
export interface ContractTerms {
  readonly accountId: Id<'account'>
  /** The contract's number as both sides write it. */
  readonly reference: string
  /** In force from this instant on. */
  readonly from: Instant
  /** Ends before this instant; without end where there is none. */
  readonly to?: Instant
  /** SLA policy by service class. */
  readonly policies: Readonly<Record<string, Id<'sla-policy'>>>
  /** For a class that is not named, and for requests without a service instance. */
  readonly defaultPolicyId: Id<'sla-policy'>
  /** Support hours. */
  readonly calendarId: Id<'calendar'>
  readonly matrix: PriorityMatrix
  /** A resolved request closes by itself after so many days. */
  readonly closeAfterDays: number
  /** A reply reopens a closed request within so many days of its closing; later ones open a follow-up. */
  readonly reopenWithinDays: number
  /** While the client is awaited: reminded every so many days, then resolved after so many days. */
  readonly waiting: { readonly remindAfterDays: number; readonly resolveAfterDays: number }
  /** Planned works: announced so many days ahead, and what a client's silence means. */
  readonly works: { readonly leadTimeDays: number; readonly silence: 'approves' | 'declines' }
}

/**
 * Facts about one contract with a client. Stream `contract-<id>`, written by directory alone.
 * The stream's revision is the contract's version: decisions name the one they used.
 */
export type ContractEvent =
  /** The provider has promised an account these terms. */
  | Fact<'directory.contract-signed.v1', ContractTerms>
  /** The whole of the terms as they are from then on. */
  | Fact<'directory.contract-amended.v1', ContractTerms & { readonly reason: string }>
