import { SetMetadata } from '@nestjs/common'
import type { Role } from './principal.js'

export const ACCESS = 'spoc:access'

/** A role of a person, or a scope of an integration's token. */
export type Access = Role | `scope:${string}`

/** Who may call the route. A route without this (or {@link Public}) is refused at the start: denied by default. */
export const AllowedTo = (...access: readonly [Access, ...Access[]]) => SetMetadata(ACCESS, access)

/** Anybody may call the route. `because` stands where a reviewer looks for it. */
export const Public = (because: string) => SetMetadata(ACCESS, { because })
