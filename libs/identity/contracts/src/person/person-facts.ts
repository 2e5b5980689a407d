import { streamKind, type Instant } from '@spoc/platform-kernel'
import type { PersonDetails, PersonEvent } from './person.events.js'

export interface Absence {
  readonly from: Instant
  readonly to: Instant
}

export type PersonFacts =
  | { readonly is: 'unknown' }
  | (PersonDetails & {
      /** A disabled person signs in no more and is nobody's SPOC; what they did stays theirs. */
      readonly is: 'active' | 'disabled'
      readonly absences: readonly Absence[]
    })

/** The fold by which anybody may read a person. Events it does not know change nothing. */
export const personFacts = streamKind<PersonFacts, PersonEvent>({
  category: 'person',
  initial: { is: 'unknown' },
  evolve: (person, event) => {
    if (event.type === 'identity.person-registered.v1') return { is: 'active', absences: [], ...event.data }
    if (person.is === 'unknown') return person
    switch (event.type) {
      case 'identity.roles-changed.v1':
        return { ...person, roles: event.data.roles, accountIds: event.data.accountIds }
      case 'identity.person-disabled.v1':
        return { ...person, is: 'disabled' }
      case 'identity.absence-recorded.v1':
        return { ...person, absences: [...person.absences, event.data] }
      default:
        return person
    }
  },
  about: (person, id) => {
    const only = person.is !== 'unknown' && person.accountIds.length === 1 ? person.accountIds[0] : undefined
    return only === undefined ? { subject: id } : { subject: id, accountId: only }
  },
})

/** Whether the person can be turned to at this instant: known, not disabled, not away. */
export function isPresent(person: PersonFacts, at: Instant): boolean {
  return person.is === 'active' && !person.absences.some(({ from, to }) => from <= at && at < to)
}
