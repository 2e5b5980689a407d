import { roles as allRoles, type PersonDetails, type Role } from '@spoc/identity-contracts'
import { checkMailAddress, checkText, checkZone, keyOfPerson, personal, refuse, type Refusal } from '@spoc/platform-kernel'

/** A person as they are told to us, in the clear. */
export interface PersonInput extends Omit<PersonDetails, 'name' | 'email'> {
  readonly name: string
  readonly email: string
}

/** Refuses who cannot be a person with access, naming the first field that is wrong. */
export function checkPerson(input: PersonInput): Refusal | undefined {
  return (
    checkText(input.name, 'name') ??
    checkMailAddress(input.email, 'email') ??
    (input.zone === undefined ? undefined : checkZone(input.zone, 'zone')) ??
    checkAccess(input.roles, input.accountIds)
  )
}

/** The details with the personal ones under the person's own key. */
export function personDetails(personId: string, input: PersonInput): PersonDetails {
  const key = keyOfPerson(personId)
  return { ...input, name: personal(input.name, key), email: personal(input.email, key) }
}

export function isClientRole(role: Role): boolean {
  return role === 'client' || role === 'client-manager'
}

/**
 * Roles of the client and of the provider never meet in one person, and a client's person has accounts: so no mistake in a role
 * opens one client's requests to another.
 */
export function checkAccess(roles: readonly Role[], accountIds: readonly string[]): Refusal | undefined {
  if (roles.length === 0) return refuse('role-missing', 'A person has at least one role.', 'roles')
  const unknown = roles.findIndex((role) => !allRoles.includes(role))
  if (unknown !== -1) return refuse('role-unknown', 'There is no such role.', `roles.${unknown}`)
  const ofClient = roles.filter(isClientRole).length
  if (ofClient !== 0 && ofClient !== roles.length) {
    return refuse('roles-mixed', 'Nobody is both a client’s and the provider’s.', 'roles')
  }
  if (ofClient !== 0 && accountIds.length === 0) {
    return refuse('account-missing', 'A client’s person belongs to at least one account.', 'accountIds')
  }
  return ofClient === 0 && accountIds.length !== 0
    ? refuse('account-not-allowed', 'The provider’s own people belong to no account.', 'accountIds')
    : undefined
}
