import type { OidcConfig } from '../../config/oidc.js'
import { staffRoles, type Role } from '../principal.js'

export type Claims = Readonly<Record<string, unknown>>

/** The roles of the provider's own people that the claims tell, in the order of ours; whatever stands for none is passed over. */
export function rolesTold(
  claims: Claims,
  { rolesClaim, rolesMap }: Pick<OidcConfig, 'rolesClaim' | 'rolesMap'>,
): readonly Role[] {
  const told = claimAt(claims, rolesClaim)
  const values: readonly unknown[] = Array.isArray(told) ? told : [told]
  return staffRoles.filter(
    (role) => values.includes(role) || rolesMap.some((mapped) => mapped.role === role && values.includes(mapped.value)),
  )
}

/** Names with dots in them (`https://spoc.example/roles`) come before paths. */
function claimAt(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name]
  return name
    .split('.')
    .reduce<unknown>(
      (at, step) => (typeof at === 'object' && at !== null && Object.hasOwn(at, step) ? Reflect.get(at, step) : undefined),
      claims,
    )
}
