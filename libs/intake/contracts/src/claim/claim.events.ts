import type { Fact, Id } from '@spoc/platform-kernel'

/**
 * That a natural key is taken: stream `claim-<id>`, the id made of scope and key by {@link claimId}, whose first event is
 * appended with "no stream". The stream `claim-request-numbers` hands out numbers instead: its event at revision N takes block N.
 */
export type ClaimEvent =
  /** After a crash the claimant is the request named here: whoever finds the claim and no such request finishes it. */
  | Fact<'intake.claimed.v1', { readonly scope: ClaimScope; readonly requestId: Id<'request'> }>
  /** Numbers `from` to `to`, both included, without check digit. */
  | Fact<'intake.number-block-claimed.v1', { readonly from: number; readonly to: number }>

export type ClaimScope =
  /** Key: our mail domain, Message-ID of a mail that came: it is taken in once. */
  | 'message-id'
  /** Key: our mail domain, Message-ID that a mail names and that never came: others that name it, or it itself, belong to the same request. */
  | 'thread'
  /** Key: integration, fingerprint, start. */
  | 'alert'
  /** Key: the peer's system, its number. */
  | 'peer-number'
  /** Key: caller, Idempotency-Key. */
  | 'idempotency-key'
  /** Key: the request's number. */
  | 'request-number'
