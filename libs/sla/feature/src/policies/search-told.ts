import type { PolicyScope, TermsSearch, TriedScope } from '@spoc/sla-contracts'
import { latestRevision, lengthOf, type Calendars } from '@spoc/sla-domain'

/** How the terms of a clock were found, with the calendar they name, and the same as sentences. */
export interface ToldSearch extends TermsSearch {
  readonly calendar?: { readonly calendarId: string; readonly revision: number; readonly name: string }
  readonly text: readonly string[]
}

/** For a client and for an auditor. */
export function searchTold(search: TermsSearch, calendars: Calendars): ToldSearch {
  const { clock, tried, applied } = search
  const calendarId = applied?.terms.calendarId ?? ''
  const calendar = calendars.get(calendarId)
  const revision = latestRevision(calendars, calendarId)
  const known = calendar?.is === 'defined' && revision !== undefined ? { calendarId, revision, name: calendar.name } : undefined
  const by = known === undefined ? '' : ` of calendar ${known.name}, revision ${known.revision}`
  const promised = applied === undefined ? 'nothing is promised' : `${amountOf(applied.terms.target)}${by}`
  return {
    ...search,
    ...(known === undefined ? {} : { calendar: known }),
    text: [...tried.map((each) => `${wordsOf(each.scope)}: ${foundOf(each)}`), `${clock}: ${promised}`],
  }
}

/** As a client is told it: whom we warn of its clocks is the provider's own business. */
export function withoutWarnings({ applied, ...search }: TermsSearch): TermsSearch {
  if (applied === undefined) return search
  const { warnings: _, ...terms } = applied.terms
  return { ...search, applied: { ...applied, terms } }
}

function wordsOf({ serviceClass, priority, kind }: PolicyScope): string {
  const any = (name: string, word: string) => (name === '*' ? `any ${word}` : `${word} ${name}`)
  return [any(serviceClass, 'class'), any(priority, 'priority'), any(kind, 'kind')].join(', ')
}

function foundOf({ found, row }: TriedScope): string {
  switch (found) {
    case 'no-row':
      return 'the policy has no row'
    case 'not-named':
      return `row ${Number(row) + 1} does not name the clock`
    case 'none':
      return `row ${Number(row) + 1} promises nothing, whatever wider rows say`
    case 'terms':
      return `row ${Number(row) + 1} applies`
  }
}

function amountOf(target: NonNullable<TermsSearch['applied']>['terms']['target']): string {
  return 'workingDays' in target
    ? `the open time of ${target.workingDays} working days`
    : `${lengthOf(target.minutes * 60_000)} of open time`
}
