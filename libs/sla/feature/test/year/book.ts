import type { PolicyRules } from '@spoc/sla-contracts'
import type { OpenMinutes } from './open-minutes.js'

/** One revision, and from when it applies; the first from ever. */
export interface Dated<Rules> {
  readonly rules: Rules
  readonly appliesFrom?: number
}

/** What was promised to whom, from the bare definitions in the log, in the order in which they were made. */
export interface Book {
  /** Policy by contract and, where it names one for it, by service class. */
  policyOf(contractId: string, serviceClass: string | undefined): string
  classOf(serviceInstanceId: string): string
  readonly policies: ReadonlyMap<string, readonly Dated<PolicyRules>[]>
  readonly calendars: ReadonlyMap<string, readonly Dated<OpenMinutes>[]>
  readonly aroundTheClock: OpenMinutes
  stepAfter(at: number): number
}

/** Which of the revisions, counted from 0, was the last to begin by an instant. */
export function applying(revisions: readonly Dated<unknown>[], at: number): number {
  return revisions.findLastIndex(({ appliesFrom = -Infinity }) => appliesFrom <= at)
}
