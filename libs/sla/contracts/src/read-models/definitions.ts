import type { Instant } from '@spoc/platform-kernel'
import type { CalendarRules } from '../calendar.events.js'
import type { PolicyRules } from '../policy.events.js'
import type { Revision } from '../revisions.js'

/** One revision of a definition; clocks that were reckoned with it stay with it. */
export interface Version<Rules> extends Revision<Rules> {
  readonly definedAt: Instant
}

/** The last revision on top, and every one there has been, oldest first. */
interface Versioned<Rules> extends Version<Rules> {
  readonly _id: string
  /** The name in lower case, which lists are sorted by. */
  readonly nameKey: string
  readonly versions: readonly Version<Rules>[]
}

/** Published read model `sla_calendars`: one document a calendar. */
export type CalendarDocument = Versioned<CalendarRules>

/** Published read model `sla_policies`: one document an SLA policy. */
export type PolicyDocument = Versioned<PolicyRules>

export const CALENDARS = {
  name: 'sla_calendars',
  indexes: [{ fields: ['nameKey'] }],
  holds: 'view',
  instants: ['definedAt', 'appliesFrom'],
} as const
export const POLICIES = {
  name: 'sla_policies',
  indexes: [{ fields: ['nameKey'] }],
  holds: 'view',
  instants: ['definedAt', 'appliesFrom'],
} as const
