import type { PersonEvent, PersonFacts, Role } from '@spoc/identity-contracts'
import { refuse, type Decision, type Given, type Id } from '@spoc/platform-kernel'
import { checkAccess } from './person-details.js'

/** All roles and accounts from now on. An administrator cannot give away their own role: somebody must be left who can. */
export function changeRoles(
  person: PersonFacts,
  command: { readonly personId: string; readonly roles: readonly Role[]; readonly accountIds: readonly Id<'account'>[] },
  { actor }: Pick<Given, 'actor'>,
): Decision<PersonEvent> {
  if (person.is === 'unknown') return refuse('person-unknown', 'There is no such person.')
  if (person.is === 'disabled') return refuse('person-disabled', 'This person no longer signs in.')
  const { roles, accountIds } = command
  const refusal = checkAccess(roles, accountIds)
  if (refusal !== undefined) return refusal
  if (sameSet(roles, person.roles) && sameSet(accountIds, person.accountIds)) return []
  if (actor.id === command.personId && person.roles.includes('admin') && !roles.includes('admin')) {
    return refuse('own-role', 'Another administrator must take this role from you.', 'roles')
  }
  return [{ type: 'identity.roles-changed.v1', data: { roles, accountIds } }]
}

function sameSet(some: readonly string[], others: readonly string[]): boolean {
  return [...new Set(some)].sort().join('\n') === [...new Set(others)].sort().join('\n')
}
