import type { FactsKind } from '@spoc/platform-runtime'
import type { CalendarEvent, PolicyEvent } from '@spoc/sla-contracts'

/** All that the directory needs to know of a calendar or an SLA policy: whether there is one. */
export interface Defined {
  readonly defined: boolean
}

export const calendarFacts: FactsKind<Defined, CalendarEvent> = {
  category: 'calendar',
  initial: { defined: false },
  evolve: () => ({ defined: true }),
}

export const policyFacts: FactsKind<Defined, PolicyEvent> = {
  category: 'sla-policy',
  initial: { defined: false },
  evolve: () => ({ defined: true }),
}
