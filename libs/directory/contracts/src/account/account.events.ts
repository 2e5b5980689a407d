import type { Fact, Id } from '@spoc/platform-kernel'

/** What is told about a client organisation. */
export interface AccountDetails {
  readonly name: string
  /** IANA zone in which the client reads its due instants. */
  readonly zone: string
  /** BCP 47 tag of the language it is written to in; the provider's own where there is none. */
  readonly language?: string
  /** Lower-case mail domains that are this organisation's alone: a sender from one of them is taken for a colleague. */
  readonly mailDomains: readonly string[]
  /** What is done with a request that looks like another of the same account. */
  readonly duplicates: 'suggest' | 'link'
}

/** Who is the single point of contact, and who stands in. */
export type SpocArrangement =
  | {
      readonly kind: 'named'
      readonly personId: Id<'person'>
      readonly deputyId?: Id<'person'>
      readonly dutyTeamId: Id<'team'>
      /** The named person's hours; always in hours where there is none. */
      readonly calendarId?: Id<'calendar'>
    }
  | { readonly kind: 'duty-team'; readonly teamId: Id<'team'> }
  | {
      readonly kind: '24x7'
      readonly personId: Id<'person'>
      /** The named person within these hours, the team outside them. */
      readonly calendarId: Id<'calendar'>
      readonly teamId: Id<'team'>
    }

/**
 * Facts about one client organisation. Stream `account-<id>`, written by directory alone.
 * A change carries the whole of the details as they are from then on; the arrangement is arranged on its own.
 */
export type AccountEvent =
  /** A client organisation is known from now on. */
  | Fact<'directory.account-registered.v1', AccountDetails>
  /** The whole of the details as they are from then on. */
  | Fact<'directory.account-changed.v1', AccountDetails>
  /** Who is the single point of contact of the account from then on. */
  | Fact<'directory.spoc-arranged.v1', { readonly arrangement: SpocArrangement }>
