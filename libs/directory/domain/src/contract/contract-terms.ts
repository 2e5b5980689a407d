import type { AccountFacts, ContractTerms, Impact, Priority, Urgency } from '@spoc/directory-contracts'
import { checkSpan, checkText, refuse, type Refusal } from '@spoc/platform-kernel'

/** What is known of what a contract names. */
export interface TermsFacts {
  readonly account: AccountFacts
  readonly policies: ReadonlySet<string>
  readonly calendars: ReadonlySet<string>
}

/** Refuses terms that could not be kept, naming the first field that is wrong. */
export function checkTerms(terms: ContractTerms, known: TermsFacts): Refusal | undefined {
  return (
    (known.account.is === 'registered' ? undefined : refuse('account-unknown', 'There is no such account.', 'accountId')) ??
    checkText(terms.reference, 'reference') ??
    checkSpan(terms.from, terms.to, 'to') ??
    checkPolicies(terms, known) ??
    (known.calendars.has(terms.calendarId)
      ? undefined
      : refuse('calendar-unknown', 'There is no such calendar.', 'calendarId')) ??
    checkMatrix(terms.matrix) ??
    checkDays(terms.closeAfterDays, 'closeAfterDays') ??
    checkDays(terms.reopenWithinDays, 'reopenWithinDays') ??
    checkDays(terms.works.leadTimeDays, 'works.leadTimeDays') ??
    checkWaiting(terms)
  )
}

function checkPolicies({ policies, defaultPolicyId }: ContractTerms, known: TermsFacts): Refusal | undefined {
  const unknown = Object.entries(policies).find(([, policyId]) => !known.policies.has(policyId))
  if (unknown !== undefined) return refuse('policy-unknown', 'There is no such SLA policy.', `policies.${unknown[0]}`)
  return known.policies.has(defaultPolicyId)
    ? undefined
    : refuse('policy-unknown', 'There is no such SLA policy.', 'defaultPolicyId')
}

type IncompleteMatrix = Readonly<Partial<Record<Impact, Readonly<Partial<Record<Urgency, Priority>>>>>>

/** Every impact has, for every urgency, a priority. */
export function checkMatrix(matrix: IncompleteMatrix): Refusal | undefined {
  const levels = ['high', 'medium', 'low'] as const
  const priorities: readonly unknown[] = ['P1', 'P2', 'P3', 'P4']
  for (const impact of levels) {
    for (const urgency of levels) {
      if (!priorities.includes(matrix[impact]?.[urgency])) {
        return refuse(
          'matrix-incomplete',
          `The matrix has no priority for ${impact} impact and ${urgency} urgency.`,
          `matrix.${impact}.${urgency}`,
        )
      }
    }
  }
  return undefined
}

function checkDays(days: number, field: string): Refusal | undefined {
  return Number.isInteger(days) && days >= 0 && days <= 3660
    ? undefined
    : refuse('days-invalid', `${field} must be a whole number of days from 0 to 3660.`, field)
}

function checkWaiting({ waiting }: ContractTerms): Refusal | undefined {
  const refusal =
    checkDays(waiting.remindAfterDays, 'waiting.remindAfterDays') ??
    checkDays(waiting.resolveAfterDays, 'waiting.resolveAfterDays')
  if (refusal !== undefined) return refusal
  return waiting.remindAfterDays > 0 && waiting.remindAfterDays < waiting.resolveAfterDays
    ? undefined
    : refuse('reminder-too-late', 'The first reminder must come before the request is resolved.', 'waiting.remindAfterDays')
}
