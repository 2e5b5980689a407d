import type { Fact, Instant } from '@spoc/platform-kernel'

/**
 * Facts about proofs handed out. Stream `proof-<bundle id>`, written by audit alone. Since the root stands in the log, a bundle that is
 * found later can be checked against what was handed out then.
 */
export type ProofEvent = Fact<
  'audit.bundle-exported.v1',
  {
    /** The request, work, account or report the bundle is about. */
    readonly subject: string
    /** How many events it holds. */
    readonly events: number
    /** Log position up to which it is complete; a decimal number, comparable within one log only. */
    readonly position: string
    /** Hex RFC 6962 root over the hashes of its events. */
    readonly root: string
  }
>

/** What somebody looked at who may look at everything. */
export type AccessTo = 'history' | 'as-of' | 'bundle' | 'opening' | 'report' | 'search'

/** Facts about who looked at what. Stream `access-<subject>`, written by audit alone; who it was stands in the envelope. */
export type AccessEvent = Fact<
  'audit.access-recorded.v1',
  {
    readonly subject: string
    readonly to: AccessTo
    /** The instant or position looked at, where it was not now. */
    readonly asOf?: Instant
    /** Why, in the caller's own category (a ticket, a legal basis); no free text about people. */
    readonly purpose?: string
  }
>

export type AuditEvent = ProofEvent | AccessEvent
