import { randomBytes } from 'node:crypto'
import { instantOf, type Instant } from '@spoc/platform-kernel'
import { must, type Caller } from '../platform/caller.js'
import type { Platform } from '../platform/platform.js'
import { ACCEPT_WITHIN_MINUTES, accounts, PAGE_NEXT_AFTER_MINUTES, people, teams, type PersonKey } from './people.js'
import { calendars, contractTerms, policies } from './terms.js'

/** Everybody's. */
export const PASSWORD = 'a password of the specs'
const MINUTE_MS = 60_000

/** A small provider with three clients, made through the public API. Nothing of it is in another provider of the same platform. */
export interface Provider {
  /** In every name and address of it. */
  readonly tag: string
  /** The id of what was made under the name `<kind>:<key>`, e.g. `account:meridian`. */
  id(name: string): string
  address(key: string): string
  /** Of everybody who can sign in. */
  readonly password: string
  as(key: PersonKey): Promise<Caller>
  /** A token of an integration with these scopes; for one account where it is named. */
  token(scopes: readonly string[], account?: string, kind?: string): Promise<Caller>
}

/** The next moment at which a week of work begins: 09:00 on a Monday in Berlin, in winter. A new platform's clock stands there. */
function mondayMorning(now: Instant): Instant {
  const day = new Date(now)
  if (now.endsWith('T08:00:00.000Z') && day.getUTCDay() === 1) return now
  day.setUTCHours(8, 0, 0, 0)
  day.setUTCDate(day.getUTCDate() + 1)
  day.setUTCDate(day.getUTCDate() + ((8 - day.getUTCDay()) % 7))
  return instantOf(day.getTime())
}

export async function furnish(platform: Pick<Platform, 'admin' | 'settle' | 'now' | 'advanceTo' | 'signIn'>): Promise<Provider> {
  const tag = `t${randomBytes(4).toString('hex')}`
  const { admin } = platform
  await platform.advanceTo(mondayMorning(await platform.now()))
  const ids = new Map<string, string>()
  const id = (name: string): string => {
    const found = ids.get(name)
    if (found === undefined) throw new Error(`The provider has no ${name}.`)
    return found
  }
  const address = (key: string) => `${key}@${tag}.example`
  const fill = (body: unknown): unknown =>
    JSON.parse(JSON.stringify(body).replace(/"<([^"<>]+)>"/g, (_, name: string) => JSON.stringify(id(name))))
  const make = async (name: string, path: string, body: object) => {
    const made = await must(admin.post(path, fill(body)))
    ids.set(name, String(made['id']))
  }

  const staff = people.filter((person) => !('of' in person))
  await Promise.all(
    staff.map(({ key, name, roles }) =>
      make(`person:${key}`, '/api/v1/people', { name, roles, email: address(key), password: PASSWORD }),
    ),
  )
  for (const { key, ...calendar } of calendars) await make(`calendar:${key}`, '/api/v1/calendars', calendar)
  for (const { key, ...policy } of policies) await make(`policy:${key}`, '/api/v1/sla-policies', policy)
  for (const { key, name, members, lead } of teams) await makeTeam(key, name, members, lead)
  for (const { key, name, arrangement } of accounts) {
    await make(`account:${key}`, '/api/v1/accounts', {
      name: `${name} ${tag}`,
      zone: 'Europe/Berlin',
      mailDomains: [`${key}.${tag}.example`],
    })
    await must(admin.put(`/api/v1/accounts/${id(`account:${key}`)}/spoc-arrangement`, fill({ arrangement })))
    await make(`contract:${key}`, '/api/v1/contracts', {
      ...contractTerms,
      accountId: `<account:${key}>`,
      reference: `${key}-${tag}`,
    })
    await make(`service:${key}`, '/api/v1/services', {
      accountId: `<account:${key}>`,
      contractId: `<contract:${key}>`,
      circuitId: `BER-${key}-${tag}`,
      class: 'gold',
      site: 'BER1',
      kind: 'circuit',
      clientReference: `WAN of ${key} ${tag}`,
    })
  }
  await Promise.all(people.flatMap((person) => ('of' in person ? [makeClient(person)] : [])))
  await platform.settle()

  async function makeTeam(key: string, name: string, members: readonly string[], lead: string) {
    const team = {
      name: `${name} ${tag}`,
      members: members.map((member) => `<person:${member}>`),
      leadId: `<person:${lead}>`,
      skills: [],
      ola: { acceptWithinMs: ACCEPT_WITHIN_MINUTES * MINUTE_MS, solveWithinMs: 240 * MINUTE_MS },
      email: address(key),
      isTriageDesk: key === 'desk',
    }
    await make(`team:${key}`, '/api/v1/teams', team)
    const weekly = { startDate: '2026-01-05', handoverTime: '08:00', every: { weeks: 1 } }
    await make(`rota:${key}`, '/api/v1/rotas', {
      teamId: `<team:${key}>`,
      name: `${name} on duty`,
      zone: 'Europe/Berlin',
      layers: [{ name: 'week by week', participants: team.members, ...weekly }],
    })
    await make(`escalation:${key}`, '/api/v1/escalation-policies', {
      name: `${name}: page`,
      steps: [
        { afterMs: 0, targets: [{ kind: 'on-duty', id: `<rota:${key}>` }] },
        { afterMs: PAGE_NEXT_AFTER_MINUTES * MINUTE_MS, targets: [{ kind: 'next-on-duty', id: `<rota:${key}>` }] },
      ],
      lastResort: '<person:maren>',
      lastResortAfterMs: 4 * PAGE_NEXT_AFTER_MINUTES * MINUTE_MS,
    })
    const whole = { ...team, rotaId: `<rota:${key}>`, escalationPolicyId: `<escalation:${key}>` }
    await must(admin.put(`/api/v1/teams/${id(`team:${key}`)}`, fill(whole)))
  }

  async function makeClient({
    key,
    name,
    roles,
    of,
  }: {
    readonly key: string
    readonly name: string
    readonly roles: readonly string[]
    readonly of: string
  }) {
    const rights = roles.includes('client-manager') ? { reports: true, approvesWorks: true, escalates: true } : {}
    await make(`contact:${key}`, '/api/v1/contacts', { accountIds: [`<account:${of}>`], name, email: address(key), rights })
    const access = { accountIds: [`<account:${of}>`], contactId: `<contact:${key}>` }
    await make(`person:${key}`, '/api/v1/people', { name, roles, email: address(key), password: PASSWORD, ...access })
  }

  const signedIn = new Map<PersonKey, Promise<Caller>>()
  return {
    tag,
    id,
    address,
    password: PASSWORD,
    as(key) {
      const caller = signedIn.get(key) ?? platform.signIn(address(key), PASSWORD)
      signedIn.set(key, caller)
      return caller
    },
    async token(scopes, account, kind = 'api') {
      const owner = account === undefined ? {} : { accountId: id(`account:${account}`) }
      const { id: integrationId } = await must(
        admin.post('/api/v1/integrations', { name: `Integration of ${tag}`, kind, scopes, ...owner }),
      )
      const { token } = await must(admin.post(`/api/v1/integrations/${String(integrationId)}/tokens`, {}))
      return admin.withToken(String(token))
    },
  }
}
