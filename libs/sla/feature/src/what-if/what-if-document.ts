import type { Actor, Instant } from '@spoc/platform-kernel'
import type { CollectionKind, Filter } from '@spoc/platform-ports'
import type { CalendarRules, ClockName, PolicyRules, Revision } from '@spoc/sla-contracts'
import type { ComparedClock, Outcome } from './outcome.js'

export type WhatIfStatus = 'running' | 'cancelling' | 'cancelled' | 'done' | 'failed'

/** Which requests are looked at: those received in `[from, to)`, of one account or under one policy where that is said. */
export interface Period {
  readonly from: Instant
  readonly to: Instant
  readonly accountId?: string
  readonly policyId?: string
}

/** Terms that stand in for those there were. `revision` is absent where they were only thought of. */
export type Stand<Rules> = Omit<Revision<Rules>, 'revision'> & { readonly revision?: number }

/** What is taken to have been promised, in full, so that the answer stays what was asked. */
export interface Assumption {
  readonly policy?: Stand<PolicyRules> & { readonly policyId: string }
  readonly calendars: readonly (Stand<CalendarRules> & { readonly calendarId: string })[]
}

/** Of one clock's promises how many came out how, and how many would have come out otherwise. */
export interface Tally {
  readonly clock: ClockName
  readonly was: Readonly<Record<Outcome, number>>
  readonly wouldBe: Readonly<Record<Outcome, number>>
  readonly changed: number
}

/** A question that was asked, and how far the answer is. Kept beside the log: nothing depends on it. */
export interface WhatIf {
  readonly _id: string
  readonly status: WhatIfStatus
  readonly period: Period
  readonly assumed: Assumption
  readonly askedBy: Actor
  readonly askedAt: Instant
  /** Everything written by then is taken into account. */
  readonly through: string
  /** Of the call that asked under an Idempotency-Key: its digest, so that the key is not taken for another question. */
  readonly body?: string
  /** In clocks that were promised for requests of the period. */
  readonly progress: { readonly done: number; readonly total: number }
  readonly endedAt?: Instant
  readonly error?: string
  /** Of what has been looked at so far, or at all. */
  readonly tallies: readonly Tally[]
}

/** One request of the answer. */
export interface WhatIfRequest {
  /** `<what if>:<request>` */
  readonly _id: string
  readonly whatIfId: string
  readonly requestId: string
  readonly number: string
  readonly accountId: string
  readonly receivedAt: Instant
  /** Whether any of its clocks would have come out otherwise. */
  readonly changed: boolean
  readonly clocks: readonly ComparedClock[]
}

export const WHAT_IFS: CollectionKind = {
  name: 'sla_what_ifs',
  indexes: [{ fields: ['-askedAt'] }, { fields: ['status'] }],
  holds: 'state',
  instants: ['askedAt', 'endedAt'],
}

export const WHAT_IF_REQUESTS: CollectionKind = {
  name: 'sla_what_if_requests',
  indexes: [{ fields: ['whatIfId', 'receivedAt'] }, { fields: ['whatIfId', 'changed', 'receivedAt'] }],
  holds: 'state',
  instants: ['receivedAt'],
}

/** The clocks that the period is about, in the read model of clocks. */
export function clocksOf({ from, to, accountId, policyId }: Period): Filter {
  return {
    receivedAt: { $gte: from, $lt: to },
    ...(accountId === undefined ? {} : { accountId }),
    ...(policyId === undefined ? {} : { policyId }),
  }
}
