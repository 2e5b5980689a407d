import type { SlaOfRequest } from '@spoc/sla-contracts'
import type { Policy } from '../policy/policy.js'
import { clocksOf } from './sla.js'

/** Ids of the calendars that a decision may ask for: those of the clocks as they stand, and those that the policy names. */
export function calendarsNeeded(state: SlaOfRequest, policy?: Policy): ReadonlySet<string> {
  const named =
    policy?.is === 'defined'
      ? policy.rules.rows
          .flatMap((row) => Object.values(row.clocks))
          .flatMap((terms) => (terms === 'none' ? [] : [terms.calendarId]))
      : []
  return new Set([...clocksOf(state).map((clock) => clock.calendarId), ...named])
}
