import type { PersonFacts } from '@spoc/identity-contracts'
import { staffRoles } from '@spoc/platform-nest'

/** Whether the person works for the provider, and still does. */
export function isColleague(person: PersonFacts): boolean {
  return person.is === 'active' && person.roles.some((role) => staffRoles.includes(role))
}
