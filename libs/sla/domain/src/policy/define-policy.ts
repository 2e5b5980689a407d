import {
  canonicalJson,
  epochMs,
  isRefusal,
  refuse,
  type Decision,
  type Given,
  type Instant,
  type Refusal,
} from '@spoc/platform-kernel'
import {
  clockNames,
  inForceAt,
  warningRules,
  type ClockName,
  type ClockTerms,
  type IdleTime,
  type PolicyEvent,
  type PolicyRow,
  type PolicyRules,
  type PolicyScope,
  type Target,
  type WarningDraft,
  type WarningRule,
} from '@spoc/sla-contracts'
import { refusedForFirst, refusedForPast } from '../applies-from.js'
import { due, mostWorkingDays } from '../business-time/index.js'
import { businessCalendar, latestRevision, type Calendars } from '../calendar/calendar.js'
import { neverDue, targetMsOf } from '../clock/reckon.js'
import type { Policy } from './policy.js'
import { isFor } from './terms-for.js'

/** Terms of a clock as they are asked for: only target and calendar must be said. */
export type TermsDraft = Pick<ClockTerms, 'target' | 'calendarId'> &
  Partial<Omit<ClockTerms, 'warnings'>> & { readonly warnings?: readonly WarningDraft[] }

export interface PolicyDraft {
  readonly policyId: string
  readonly name: string
  readonly rows: readonly (PolicyScope & { readonly clocks: Readonly<Partial<Record<ClockName, TermsDraft | 'none'>>> })[]
  /** 50, 75 and 90 % of the target where nothing is said. */
  readonly warnings?: readonly WarningDraft[]
  readonly idleWhileResolved?: IdleTime
  /** The revision applies to requests received from then on; from now on unless told. */
  readonly appliesFrom?: Instant
}

const usualWarnings: readonly WarningRule[] = [{ share: 50 }, { share: 75 }, { share: 90 }]
const usualPauses = ['waiting-for-client', 'agreed-window']

/**
 * Adds a revision, with what was left unsaid filled in, so that a later change of the usual terms changes no policy; what would apply then
 * anyway is no event. The first revision applies to every request. Refused as `rulesOfPolicy` does, and, with the field:
 * `policy-applies-from-first`, `policy-applies-from-past`.
 */
export function definePolicy(
  policy: Policy,
  draft: PolicyDraft,
  calendars: Calendars,
  { now }: Pick<Given, 'now'>,
): Decision<PolicyEvent> {
  const { policyId, name, appliesFrom } = draft
  const begins = appliesFrom ?? now
  const rules = rulesOfPolicy(draft, calendars, begins)
  if (isRefusal(rules)) return rules
  if (policy.is === 'unknown')
    return (
      refusedForFirst('policy', appliesFrom) ?? [{ type: 'sla.policy-defined.v1', data: { policyId, revision: 1, name, rules } }]
    )
  const applies = inForceAt(policy.revisions, begins)
  if (applies?.name === name && canonicalJson(applies.rules) === canonicalJson(rules)) return []
  const data = { policyId, revision: policy.revisions.length + 1, name, rules, appliesFrom: begins }
  return refusedForPast('policy', begins, now) ?? [{ type: 'sla.policy-defined.v1', data }]
}

/**
 * The rules that a draft stands for, the usual terms filled in. `from`: since when they are to be kept. Refused, with the field:
 * `policy-name-missing`, `policy-rows-missing`, `policy-scope-malformed`, `policy-row-twice`, `policy-target-malformed`,
 * `policy-calendar-unknown`, `policy-target-unreachable`, and what `warningRules` refuses.
 */
export function rulesOfPolicy(draft: PolicyDraft, calendars: Calendars, from: Instant): PolicyRules | Refusal {
  const wrong = firstFault(draft, calendars, from)
  if (wrong !== undefined) return wrong
  const warnings = warningRules(draft.warnings ?? usualWarnings, {
    whose: 'policy',
    field: 'warnings',
    ...longestTarget(draft),
  })
  if (isRefusal(warnings)) return warnings
  const rows: PolicyRow[] = []
  for (const [place, { clocks, ...scope }] of draft.rows.entries()) {
    const complete = completeTerms(clocks, `rows[${place}].clocks`)
    if (isRefusal(complete)) return complete
    rows.push({ ...scope, clocks: complete })
  }
  return { rows, warnings, idleWhileResolved: draft.idleWhileResolved ?? 'excluded' }
}

/** Of the clocks that the policy's own warnings are for; nothing where each has its own, or one has a target in working days. */
function longestTarget({ rows }: PolicyDraft): { readonly targetMs?: number } {
  const targets = rows
    .flatMap(({ clocks }) => Object.values(clocks))
    .flatMap((terms) => (terms === 'none' || terms.warnings !== undefined ? [] : [openTimeOf(terms)]))
  const known = targets.flatMap(({ targetMs }) => targetMs ?? [])
  return known.length === 0 || known.length < targets.length ? {} : { targetMs: Math.max(...known) }
}

function completeTerms(clocks: PolicyDraft['rows'][number]['clocks'], field: string): PolicyRow['clocks'] | Refusal {
  const complete: Partial<Record<ClockName, ClockTerms | 'none'>> = {}
  for (const clock of clockNames) {
    const terms = clocks[clock]
    if (terms === undefined) continue
    if (terms === 'none') complete[clock] = terms
    else {
      const { warnings: drafts, ...rest } = terms
      const list = { whose: 'policy', field: `${field}.${clock}.warnings`, ...openTimeOf(terms) } as const
      const warnings = drafts && warningRules(drafts, list)
      if (isRefusal(warnings)) return warnings
      complete[clock] = { ...usualTerms(clock), ...rest, ...(warnings === undefined ? {} : { warnings }) }
    }
  }
  return complete
}

/** In milliseconds. How much it is of working days depends on the day that a clock starts on. */
function openTimeOf({ target }: TermsDraft): { readonly targetMs?: number } {
  return 'minutes' in target ? { targetMs: target.minutes * 60_000 } : {}
}

/** What a clock's terms are where a policy does not say otherwise: a response does not wait for the client, everything else does. */
function usualTerms(clock: ClockName): Omit<ClockTerms, 'target' | 'calendarId'> {
  switch (clock) {
    case 'response':
      return { pausesOn: [], metBy: ['taken-up', 'public-message', 'public-note', 'resolution'] }
    case 'update':
      return { pausesOn: usualPauses, restartsOn: ['provider-update'] }
    case 'restore':
    case 'resolve':
      return { pausesOn: usualPauses }
  }
}

function firstFault(draft: PolicyDraft, calendars: Calendars, from: Instant): Refusal | undefined {
  if (draft.name.trim() === '') return refuse('policy-name-missing', 'A policy has a name.', 'name')
  if (draft.rows.length === 0) return refuse('policy-rows-missing', 'A policy has at least one row.', 'rows')
  for (const [place, row] of draft.rows.entries()) {
    const field = `rows[${place}]`
    const unsaid = (['serviceClass', 'priority', 'kind'] as const).find((name) => row[name].trim() === '')
    if (unsaid !== undefined)
      return refuse('policy-scope-malformed', 'Each part of a scope is a name, or * for any.', `${field}.${unsaid}`)
    if (draft.rows.findIndex((other) => isFor(other, row)) < place)
      return refuse('policy-row-twice', 'Another row is for the same requests.', field)
    for (const clock of clockNames) {
      const terms = row.clocks[clock]
      const fault =
        terms === undefined || terms === 'none' ? undefined : faultOf(terms, `${field}.clocks.${clock}`, calendars, from)
      if (isRefusal(fault)) return fault
    }
  }
  return undefined
}

function faultOf({ target, calendarId }: TermsDraft, field: string, calendars: Calendars, from: Instant): Refusal | undefined {
  if (!isTarget(target))
    return refuse(
      'policy-target-malformed',
      `A target is a number of minutes above 0, or of 1 to ${mostWorkingDays} working days.`,
      `${field}.target`,
    )
  const revision = latestRevision(calendars, calendarId)
  if (revision === undefined)
    return refuse('policy-calendar-unknown', `There is no calendar “${calendarId}”.`, `${field}.calendarId`)
  const calendar = businessCalendar(calendars, calendarId, revision)
  const reached = due(epochMs(from), targetMsOf(target, from, calendar), calendar)
  if ('never' in reached) return refuse('policy-target-unreachable', neverDue(reached.never).message, `${field}.target`)
  return undefined
}

function isTarget(target: Target): boolean {
  if ('workingDays' in target)
    return Number.isInteger(target.workingDays) && target.workingDays >= 1 && target.workingDays <= mostWorkingDays
  return Number.isFinite(target.minutes) && target.minutes > 0
}
