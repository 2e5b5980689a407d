import type { Fact, Id, Personal } from '@spoc/platform-kernel'

/** Warn at a share of the time (in percent), or so many minutes before it is over: of the calendar's open time, or of wall time. */
export type OlaWarning = ({ readonly share: number } | { readonly leadMinutes: number; readonly time?: 'business' | 'wall' }) & {
  /** `team`: the team engaged; `lead`: whoever leads it; `spoc`, `manager`: of the request. Nobody unless told. */
  readonly audiences?: readonly ('spoc' | 'lead' | 'team' | 'manager')[]
}

/** How the time that a team has for a solution is counted. */
export interface OlaTerms {
  /** Whose open time counts; none: around the clock. */
  readonly calendarId?: Id<'calendar'>
  /** Reasons for which the request waits that stop the team's clock too, e.g. `waiting-for-client`, `agreed-window`; none unless told. */
  readonly pausesOn?: readonly string[]
  /** Warn when so much of the time (in percent) is used; 50, 75 and 90 unless told. */
  readonly warnShares?: readonly number[]
  /** In place of the shares. */
  readonly warnings?: readonly OlaWarning[]
}

/** What a team promises inside the house (OLA), or a vendor by contract (UC). Milliseconds; for the solution, of the calendar's open time. */
export interface Ola extends OlaTerms {
  readonly acceptWithinMs: number
  readonly solveWithinMs: number
}

export interface TeamDefinition {
  readonly name: string
  readonly members: readonly Id<'person'>[]
  readonly leadId: Id<'person'>
  readonly rotaId?: Id<'rota'>
  readonly escalationPolicyId?: Id<'escalation-policy'>
  readonly ola?: Ola
  readonly email?: Personal<string>
  readonly skills: readonly string[]
  /** SPOC of requests whose account is not known yet. */
  readonly isTriageDesk?: boolean
  /** An outside carrier or supplier. */
  readonly isVendor?: boolean
}

/** Facts about one team. Stream `team-<id>`, written by routing alone. A change carries the whole team as it is from then on. */
export type TeamEvent =
  /** A team is there from then on. */
  | Fact<'routing.team-formed.v1', TeamDefinition>
  /** The whole of the definition as it is from then on. */
  | Fact<'routing.team-changed.v1', TeamDefinition>
