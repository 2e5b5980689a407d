import type { Instant } from '@spoc/platform-kernel'

/** One revision of a calendar or of a policy. */
export interface Revision<Rules> {
  /** Counted from 1. */
  readonly revision: number
  readonly name: string
  readonly rules: Rules
  /** It applies to requests received from then on; without one (the first of all), to every request. */
  readonly appliesFrom?: Instant
}

/**
 * The revision for what was received at an instant: of those that apply by then, the one that began to last; of several that began together,
 * the one defined last. Nothing where none applies yet.
 */
export function inForceAt<Each extends { readonly appliesFrom?: Instant }>(
  revisions: readonly Each[],
  at: Instant,
): Each | undefined {
  return revisions
    .filter(({ appliesFrom }) => appliesFrom === undefined || appliesFrom <= at)
    .reduce<Each | undefined>((last, each) => (last !== undefined && beginsBefore(each, last) ? last : each), undefined)
}

function beginsBefore(one: { readonly appliesFrom?: Instant }, other: { readonly appliesFrom?: Instant }): boolean {
  if (other.appliesFrom === undefined) return false
  return one.appliesFrom === undefined || one.appliesFrom < other.appliesFrom
}
