import { clientRoles, providerScopes, staffRoles, type Access } from '@spoc/platform-nest'
import type { World } from '@spoc/platform-testing/world'
import { addressOf, bodies, queriesOf, type Around } from './calls.js'
import type { DeclaredRoute } from './router.js'

/** Somebody to walk the routes as, anew for each call: some calls end a session. */
export interface Walker {
  readonly name: string
  readonly may: (route: DeclaredRoute) => boolean
  readonly token: () => Promise<string>
}

export interface Got {
  readonly call: string
  readonly status: number
  readonly code: string
  /** Everything that came back, headers too. */
  readonly text: string
}

export const isPublic = ({ policy }: DeclaredRoute): boolean => policy !== undefined && 'because' in policy

const names = ({ policy }: DeclaredRoute, access: Access) =>
  policy !== undefined && !('because' in policy) && policy.includes(access)

export const nobody: Walker = { name: 'nobody', may: isPublic, token: () => Promise.resolve('') }

/** Everybody at a client, and every kind of system that may be theirs: what they may see ends at their account. */
export function clientWalkers(
  world: World,
  routes: readonly DeclaredRoute[],
  own: { readonly account: string; readonly person: string; readonly contact: string },
): readonly Walker[] {
  const who = { personId: own.person, contactId: own.contact, accountIds: [own.account] }
  return [
    ...clientRoles.map((role) => ({
      name: role,
      may: (route: DeclaredRoute) => isPublic(route) || names(route, role),
      token: async () => (await world.as(role, who)).token,
    })),
    ...scopesIn(routes).map((scope) => ({
      name: `client's token for ${scope}`,
      may: (route: DeclaredRoute) => isPublic(route) || (names(route, `scope:${scope}`) && !providerScopes.includes(scope)),
      token: async () => (await world.integration([scope], own.account)).token,
    })),
  ]
}

/** Everybody at the provider. */
export function staffWalkers(world: World, routes: readonly DeclaredRoute[]): readonly Walker[] {
  return [
    ...staffRoles.map((role) => ({
      name: role,
      may: (route: DeclaredRoute) => isPublic(route) || names(route, role),
      token: async () => (await world.as(role)).token,
    })),
    ...scopesIn(routes).map((scope) => ({
      name: `provider's token for ${scope}`,
      may: (route: DeclaredRoute) => isPublic(route) || names(route, `scope:${scope}`),
      token: async () => (await world.integration([scope])).token,
    })),
  ]
}

export function scopesIn(routes: readonly DeclaredRoute[]): readonly string[] {
  const policies = routes.flatMap(({ policy }) => (policy === undefined || 'because' in policy ? [] : policy))
  return [...new Set(policies.filter((access) => access.startsWith('scope:')))]
    .map((access) => access.slice('scope:'.length))
    .sort()
}

/** Calls the route as the walker: its address made of the things of `at`, its body of those of `about`. */
export async function call(
  world: World,
  walker: Walker,
  route: DeclaredRoute,
  at: Around,
  about = at,
  query = '',
  headers: Readonly<Record<string, string>> = {},
): Promise<Got> {
  const { method, path } = route
  const address = `${addressOf(path, at)}${query === '' ? '' : `?${query}`}`
  const make = bodies[`${method} ${path}`]
  const token = await walker.token()
  const response = await fetch(`${world.url}${address}`, {
    method,
    headers: {
      ...headers,
      ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
      ...(make === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(make === undefined ? {} : { body: JSON.stringify(make(about)) }),
  })
  const isEndless = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false
  if (isEndless) await response.body?.cancel()
  const body = isEndless ? '' : await response.text()
  const answered = [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n')
  return {
    call: `${walker.name}: ${method} ${address}`,
    status: response.status,
    code: codeIn(body),
    text: `${answered}\n${body}`,
  }
}

/** The same route, asked in each way that names a thing. */
export async function callEach(
  world: World,
  walker: Walker,
  route: DeclaredRoute,
  at: Around,
  words: string,
): Promise<readonly Got[]> {
  const queries = route.method === 'GET' ? queriesOf(route.path, at, words) : ['']
  const got: Got[] = []
  for (const query of queries) got.push(await call(world, walker, route, at, at, query))
  return got
}

function codeIn(body: string): string {
  return /"code":"([^"]+)"/.exec(body)?.[1] ?? ''
}
