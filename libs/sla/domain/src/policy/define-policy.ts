import { canonicalJson, isRefusal, refuse, type Decision, type Refusal } from '@spoc/platform-kernel'
import {
  clockNames,
  type ClockName,
  type ClockTerms,
  type IdleTime,
  type PolicyEvent,
  type PolicyRules,
  type PolicyScope,
  type Target,
  type WarningRule,
} from '@spoc/sla-contracts'
import { mostWorkingDays } from '../business-time/index.js'
import { latestRevision, type Calendars } from '../calendar/calendar.js'
import type { Policy } from './policy.js'
import { isFor } from './terms-for.js'

/** Terms of a clock as they are asked for: only target and calendar must be said. */
export type TermsDraft = Pick<ClockTerms, 'target' | 'calendarId'> & Partial<ClockTerms>

export interface PolicyDraft {
  readonly policyId: string
  readonly name: string
  readonly rows: readonly (PolicyScope & { readonly clocks: Readonly<Partial<Record<ClockName, TermsDraft | 'none'>>> })[]
  /** 50, 75 and 90 % of the target where nothing is said. */
  readonly warnings?: readonly WarningRule[]
  readonly idleWhileResolved?: IdleTime
}

const usualWarnings: readonly WarningRule[] = [{ share: 50 }, { share: 75 }, { share: 90 }]
const usualPauses = ['waiting-for-client', 'agreed-window']

/**
 * Adds a revision, with what was left unsaid filled in, so that a later change of the usual terms changes no policy; the same again is no
 * event. Refused, with the field: `policy-name-missing`, `policy-rows-missing`, `policy-scope-malformed`, `policy-row-twice`,
 * `policy-target-malformed`, `policy-calendar-unknown`, `policy-warning-malformed`.
 */
export function definePolicy(policy: Policy, draft: PolicyDraft, calendars: Calendars): Decision<PolicyEvent> {
  const wrong = firstFault(draft, calendars)
  if (wrong !== undefined) return wrong
  const rules: PolicyRules = {
    rows: draft.rows.map((row) => ({ ...row, clocks: complete(row.clocks) })),
    warnings: draft.warnings ?? usualWarnings,
    idleWhileResolved: draft.idleWhileResolved ?? 'excluded',
  }
  const { policyId, name } = draft
  if (policy.is === 'defined' && policy.name === name && canonicalJson(policy.rules) === canonicalJson(rules)) return []
  const revision = policy.is === 'defined' ? policy.revision + 1 : 1
  return [{ type: 'sla.policy-defined.v1', data: { policyId, revision, name, rules } }]
}

function complete(clocks: PolicyDraft['rows'][number]['clocks']): Readonly<Partial<Record<ClockName, ClockTerms | 'none'>>> {
  return Object.fromEntries(
    clockNames.flatMap((clock) => {
      const terms = clocks[clock]
      if (terms === undefined) return []
      return [[clock, terms === 'none' ? terms : { ...usualTerms(clock), ...terms }]]
    }),
  )
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

function firstFault(draft: PolicyDraft, calendars: Calendars): Refusal | undefined {
  if (draft.name.trim() === '') return refuse('policy-name-missing', 'A policy has a name.', 'name')
  if (draft.rows.length === 0) return refuse('policy-rows-missing', 'A policy has at least one row.', 'rows')
  for (const [place, warning] of (draft.warnings ?? []).entries()) {
    const fits = 'share' in warning ? warning.share > 0 && warning.share < 100 : warning.leadMinutes > 0
    if (!fits)
      return refuse('policy-warning-malformed', 'A warning is a share between 0 and 100, or minutes ahead.', `warnings[${place}]`)
  }
  for (const [place, row] of draft.rows.entries()) {
    const field = `rows[${place}]`
    const unsaid = (['serviceClass', 'priority', 'kind'] as const).find((name) => row[name].trim() === '')
    if (unsaid !== undefined)
      return refuse('policy-scope-malformed', 'Each part of a scope is a name, or * for any.', `${field}.${unsaid}`)
    if (draft.rows.findIndex((other) => isFor(other, row)) < place)
      return refuse('policy-row-twice', 'Another row is for the same requests.', field)
    for (const clock of clockNames) {
      const terms = row.clocks[clock]
      const fault = terms === undefined || terms === 'none' ? undefined : faultOf(terms, `${field}.clocks.${clock}`, calendars)
      if (isRefusal(fault)) return fault
    }
  }
  return undefined
}

function faultOf({ target, calendarId }: TermsDraft, field: string, calendars: Calendars): Refusal | undefined {
  if (!isTarget(target))
    return refuse(
      'policy-target-malformed',
      `A target is a number of minutes above 0, or of 1 to ${mostWorkingDays} working days.`,
      `${field}.target`,
    )
  if (latestRevision(calendars, calendarId) === undefined)
    return refuse('policy-calendar-unknown', `There is no calendar “${calendarId}”.`, `${field}.calendarId`)
  return undefined
}

function isTarget(target: Target): boolean {
  if ('workingDays' in target)
    return Number.isInteger(target.workingDays) && target.workingDays >= 1 && target.workingDays <= mostWorkingDays
  return Number.isFinite(target.minutes) && target.minutes > 0
}
