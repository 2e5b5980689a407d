import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { accounts, services, terms } from './clients.js'
import { people } from './people.js'
import { calendars, policies } from './promises.js'
import { escalationPolicies, rotas, teams } from './teams.js'

/** Fills the platform through its own public API, as somebody who sets it up would. */
export async function furnish(
  app: NestFastifyApplication,
  administrator: { readonly email: string; readonly password: string },
  passwords: ReadonlyMap<string, string>,
): Promise<void> {
  const desk = await signIn(app, administrator)
  const ids = new Map<string, string>()
  const make = async (name: string, path: string, body: object) => {
    const { id } = (await desk('POST', path, fill(body, ids), `demonstration:${name}`)) as { id: string }
    ids.set(name, id)
    return id
  }
  for (const { email, name, roles, ...rest } of people) {
    if (!('account' in rest))
      await make(`person:${email}`, '/api/v1/people', { email, name, roles, password: passwords.get(email) })
  }
  for (const { key, ...calendar } of calendars) await make(`calendar:${key}`, '/api/v1/calendars', calendar)
  for (const { key, ...policy } of policies) await make(`policy:${key}`, '/api/v1/sla-policies', policy)
  for (const { key, ...team } of teams) await make(`team:${key}`, '/api/v1/teams', team)
  for (const { key, team, ...rota } of rotas) await make(`rota:${key}`, '/api/v1/rotas', { teamId: `<team:${team}>`, ...rota })
  for (const { team: _, key, ...policy } of escalationPolicies)
    await make(`escalation:${key}`, '/api/v1/escalation-policies', policy)
  for (const { key, ...team } of teams) {
    const whole = { ...team, rotaId: `<rota:${key}>`, escalationPolicyId: `<escalation:${key}>` }
    await desk('PUT', `/api/v1/teams/${ids.get(`team:${key}`)}`, fill(whole, ids))
  }
  for (const { key, arrangement, contract, contacts, ...account } of accounts) {
    const accountId = await make(`account:${key}`, '/api/v1/accounts', account)
    await desk('PUT', `/api/v1/accounts/${accountId}/spoc-arrangement`, fill({ arrangement }, ids))
    await make(`contract:${key}`, '/api/v1/contracts', { accountId, ...terms, ...contract })
    for (const contact of contacts)
      await make(`contact:${contact.email}`, '/api/v1/contacts', { accountIds: [accountId], ...contact })
  }
  for (const { account, dependsOn = [], ...service } of services) {
    const owner = account === undefined ? {} : { accountId: `<account:${account}>`, contractId: `<contract:${account}>` }
    await make(`service:${service.circuitId}`, '/api/v1/services', {
      ...service,
      ...owner,
      dependsOn: dependsOn.map((name) => `<service:${name}>`),
    })
  }
  for (const { email, name, roles, ...rest } of people) {
    if (!('account' in rest)) continue
    const access = { accountIds: [`<account:${rest.account}>`], contactId: `<contact:${email}>` }
    await make(`person:${email}`, '/api/v1/people', { email, name, roles, password: passwords.get(email), ...access })
  }
}

type Desk = (method: 'POST' | 'PUT', path: string, body: unknown, key?: string) => Promise<unknown>

async function signIn(
  app: NestFastifyApplication,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<Desk> {
  const answer = await app.inject({ method: 'POST', url: '/api/v1/sessions', payload: { email, password } })
  if (answer.statusCode !== 201) throw new Error(`The demonstration's administrator cannot sign in: ${answer.body}`)
  const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? ''
  return async (method, url, body, key) => {
    const headers = { cookie, ...(key === undefined ? {} : { 'idempotency-key': key }) }
    const made = await app.inject({ method, url, headers, payload: body as object })
    if (made.statusCode >= 300) throw new Error(`${method} ${url} answered ${made.statusCode}: ${made.body}`)
    return JSON.parse(made.body) as unknown
  }
}

/** The body with each `<kind:name>` replaced by the id of what was made under that name. */
function fill(body: unknown, ids: ReadonlyMap<string, string>): unknown {
  return JSON.parse(
    JSON.stringify(body).replace(/"<([^"<>]+)>"/g, (_, name: string) => {
      const id = ids.get(name)
      if (id === undefined) throw new Error(`The demonstration names ${name} before it is made.`)
      return JSON.stringify(id)
    }),
  )
}
