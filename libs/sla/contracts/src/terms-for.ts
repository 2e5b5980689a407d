import type { RequestTerms } from './clock.events.js'
import { clockNames, type ClockName, type ClockTerms, type PolicyRules, type PolicyScope } from './policy.events.js'

export interface AppliedTerms {
  readonly clock: ClockName
  /** The row that applied. */
  readonly scope: PolicyScope
  readonly terms: ClockTerms
}

/**
 * A scope that was looked at for a clock. `no-row`: the policy has none for it; `not-named`: its row says nothing of the clock; `none`: it
 * promises nothing; `terms`: it promises. The last two end the search.
 */
export interface TriedScope {
  readonly scope: PolicyScope
  readonly found: 'no-row' | 'not-named' | 'none' | 'terms'
  /** Place of the row in the policy, from 0. */
  readonly row?: number
}

/** How the terms of a clock were found: every scope that was tried, in order, and what applied in the end, if anything. */
export interface TermsSearch {
  readonly clock: ClockName
  readonly tried: readonly TriedScope[]
  readonly applied?: AppliedTerms
}

/** From the narrowest scope that fits a request to the widest: service class weighs more than priority, priority more than kind. */
export function scopesFor({ serviceClass, priority, kind }: RequestTerms): readonly PolicyScope[] {
  return orAny(serviceClass).flatMap((byClass) =>
    orAny(priority).flatMap((byPriority) =>
      orAny(kind).map((byKind) => ({ serviceClass: byClass, priority: byPriority, kind: byKind })),
    ),
  )
}

function orAny(name: string): readonly string[] {
  return name === '*' ? [name] : [name, '*']
}

/** What a policy promises for a request: for each clock the terms of the narrowest row that says anything of it. */
export function termsFor(rules: PolicyRules, request: RequestTerms): readonly AppliedTerms[] {
  return searchTerms(rules, request).flatMap(({ applied }) => (applied === undefined ? [] : [applied]))
}

/** As `termsFor`, and how it was found: for every clock there is. */
export function searchTerms(rules: PolicyRules, request: RequestTerms): readonly TermsSearch[] {
  const scopes = scopesFor(request).map((scope) => ({ scope, rows: rules.rows.filter((row) => isFor(row, scope)) }))
  return clockNames.map((clock) => {
    const tried: TriedScope[] = []
    for (const { scope, rows } of scopes) {
      const row = rows.find((candidate) => candidate.clocks[clock] !== undefined) ?? rows[0]
      const terms = row?.clocks[clock]
      if (row === undefined) tried.push({ scope, found: 'no-row' })
      else if (terms === undefined) tried.push({ scope, found: 'not-named', row: rules.rows.indexOf(row) })
      else {
        tried.push({ scope, found: terms === 'none' ? 'none' : 'terms', row: rules.rows.indexOf(row) })
        return terms === 'none' ? { clock, tried } : { clock, tried, applied: { clock, scope, terms } }
      }
    }
    return { clock, tried }
  })
}

export function isFor(row: PolicyScope, scope: PolicyScope): boolean {
  return row.serviceClass === scope.serviceClass && row.priority === scope.priority && row.kind === scope.kind
}
