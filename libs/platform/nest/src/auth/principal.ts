import { refuse, Refused } from '@spoc/platform-kernel'
import type { FastifyRequest } from 'fastify'

export type Role = 'client' | 'client-manager' | 'agent' | 'engineer' | 'manager' | 'reporter' | 'auditor' | 'admin'

export const staffRoles: readonly Role[] = ['agent', 'engineer', 'manager', 'reporter', 'auditor', 'admin']
export const clientRoles: readonly Role[] = ['client', 'client-manager']

/** Who calls, what it may do, and whose accounts it may see. */
export interface Principal {
  readonly kind: 'person' | 'integration'
  readonly id: string
  readonly roles: readonly Role[]
  /** Of an integration's token, e.g. `requests:write`. */
  readonly scopes: readonly string[]
  readonly accounts: 'all' | readonly string[]
  /** Set where a person signed in; the hash of the session's token. */
  readonly session?: string
  readonly contactId?: string
}

/** The provider's own people see all accounts; a client's, their own. */
export function accountsOf(person: {
  readonly roles: readonly Role[]
  readonly accountIds: readonly string[]
}): Principal['accounts'] {
  return person.roles.every((role) => clientRoles.includes(role)) ? person.accountIds : 'all'
}

const principals = new WeakMap<object, Principal>()

export function remember(request: FastifyRequest, principal: Principal): void {
  principals.set(request.raw, principal)
}

export function principalOf(request: FastifyRequest): Principal {
  const principal = principals.get(request.raw)
  if (principal === undefined) throw new Error('This route has no caller: it is public, and may not ask for one.')
  return principal
}

/** Whether the caller may see what belongs to the account; what belongs to none is for staff only. */
export function maySee(principal: Principal, accountId: string | undefined): boolean {
  return principal.accounts === 'all' || (accountId !== undefined && principal.accounts.includes(accountId))
}

/** The part of a filter that keeps a caller to its own accounts. */
export function ownAccounts(principal: Principal, field = 'accountId'): Readonly<Record<string, unknown>> {
  return principal.accounts === 'all' ? {} : { [field]: { $in: principal.accounts } }
}

/** What the caller may not see does not exist for it: the same refusal as for an unknown id. */
export function mustSee(principal: Principal, accountId: string | undefined, code: string, message: string): void {
  if (!maySee(principal, accountId)) throw new Refused(refuse(code, message))
}
