import { SetMetadata } from '@nestjs/common'
import type { Role } from './principal.js'

export const ACCESS = 'spoc:access'

/** A role of a person, or a scope of an integration's token. */
export type Access = Role | `scope:${string}`

/** Scopes over what is the provider's as a whole. A token that is bound to an account does not have them, whatever it was given. */
export const providerScopes: readonly string[] = ['directory:write', 'audit:read']

/** Who may call the route. A route without this (or {@link Public}) is refused at the start: denied by default. */
export const AllowedTo = (...access: readonly [Access, ...Access[]]) => SetMetadata(ACCESS, access)

/** Anybody may call the route. `because` stands where a reviewer looks for it. */
export const Public = (because: string) => SetMetadata(ACCESS, { because })
