import { staffRoles, type Role } from '../auth/principal.js'

/** Sign-in with OpenID Connect. */
export interface OidcConfig {
  readonly issuer: string
  readonly clientId: string
  /** None: a public client. */
  readonly clientSecret?: string
  /** With spaces between. */
  readonly scopes: string
  /** Name of the claim that tells roles, or its path with dots between. */
  readonly rolesClaim: string
  readonly rolesMap: readonly MappedRole[]
}

/** What a value of the claim stands for; one value may stand in several. */
export interface MappedRole {
  readonly value: string
  readonly role: Role
}

const LOOPBACK = /^(127(\.\d{1,3}){3}|\[::1\]|localhost)$/

/** Whether what comes from the address can be believed: nobody can change it on the way. */
export function isSafeIssuer(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname, search, hash } = new URL(address)
  return (protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname))) && search === '' && hash === ''
}

/** Reads `value=role,…`; nothing where it is not that. Roles of a client are not to be had from a claim. */
export function rolesMapIn(text: string): readonly MappedRole[] | undefined {
  const pairs = text.split(',').filter((pair) => pair.trim() !== '')
  const mapped = pairs.flatMap((pair) => {
    const at = pair.lastIndexOf('=')
    const value = pair.slice(0, at).trim()
    const role = staffRoles.find((one) => one === pair.slice(at + 1).trim())
    return at < 1 || value === '' || role === undefined ? [] : [{ value, role }]
  })
  return mapped.length === pairs.length ? mapped : undefined
}
