import type { RequestTerms } from './clock.events.js'
import { clockNames, type ClockName, type ClockTerms, type PolicyRules, type PolicyScope } from './policy.events.js'

export interface AppliedTerms {
  readonly clock: ClockName
  /** The row that applied. */
  readonly scope: PolicyScope
  readonly terms: ClockTerms
}

/** From the narrowest scope that fits a request to the widest: service class weighs more than priority, priority more than kind. */
export function scopesFor({ serviceClass, priority, kind }: RequestTerms): readonly PolicyScope[] {
  return [serviceClass, '*'].flatMap((byClass) =>
    [priority, '*'].flatMap((byPriority) =>
      [kind, '*'].map((byKind) => ({ serviceClass: byClass, priority: byPriority, kind: byKind })),
    ),
  )
}

/** What a policy promises for a request: for each clock the terms of the narrowest row that says anything of it. */
export function termsFor(rules: PolicyRules, request: RequestTerms): readonly AppliedTerms[] {
  const rows = scopesFor(request).flatMap((scope) => rules.rows.filter((row) => isFor(row, scope)))
  return clockNames.flatMap((clock) => {
    const row = rows.find((candidate) => candidate.clocks[clock] !== undefined)
    const terms = row?.clocks[clock]
    if (row === undefined || terms === undefined || terms === 'none') return []
    return [{ clock, scope: { serviceClass: row.serviceClass, priority: row.priority, kind: row.kind }, terms }]
  })
}

export function isFor(row: PolicyScope, scope: PolicyScope): boolean {
  return row.serviceClass === scope.serviceClass && row.priority === scope.priority && row.kind === scope.kind
}
