import { Module } from '@nestjs/common'
import { accountFacts, type SpocArrangement } from '@spoc/directory-contracts'
import { directoryContext } from '@spoc/directory-feature'
import { identityContract, personFacts, type Role } from '@spoc/identity-contracts'
import { intakeContract, requestFacts, type RequestEvent, type RequestReceived } from '@spoc/intake-contracts'
import { catalogue } from '@spoc/platform-catalogue'
import {
  idOf,
  keyOfAuthor,
  keyOfPerson,
  personal,
  type EventContract,
  type Fact,
  type Instant,
  type StreamKind,
} from '@spoc/platform-kernel'
import type { ContextModule } from '@spoc/platform-nest'
import { eventually } from '@spoc/platform-testing'
import { openWorld, type World } from '@spoc/platform-testing/world'
import { rotaFacts, routingOfRequest, teamFacts, type Rota, type TeamDefinition } from '@spoc/routing-contracts'
import { calendarFacts, slaContract } from '@spoc/sla-contracts'
import { routingContext } from '../src/index.js'

const anAgent: readonly Role[] = ['agent']

@Module({})
class Nothing {}

/** A context that only publishes what a spec writes in its name. */
const silent = (contract: EventContract): ContextModule => ({
  automation: { contract, projectors: [], reactions: [], timed: [] },
  module: Nothing,
})

export const id = (name: string): string => idOf('spec', name)

/** Routing at work, with the facts of others written in their name. */
export interface RoutingWorld extends World {
  write<State, E extends Fact>(kind: StreamKind<State, E>, id: string, ...events: readonly E[]): Promise<void>
  person(
    name: string,
    over?: { readonly absentFrom?: Instant; readonly absentTo?: Instant; readonly left?: true; readonly roles?: readonly Role[] },
  ): Promise<string>
  team(name: string, over?: Partial<TeamDefinition>): Promise<string>
  /** One person after another by the day, Berlin time, from 08:00. */
  rota(name: string, participants: readonly string[], over?: Partial<Omit<Rota, 'overrides'>>): Promise<string>
  officeHours(name: string): Promise<string>
  account(name: string, arrangement?: SpocArrangement): Promise<string>
  request(name: string, over?: Partial<RequestReceived>): Promise<string>
  onRequest(requestId: string, ...events: readonly RequestEvent[]): Promise<void>
  /** The facts of a stream, once they satisfy. */
  facts<State, E extends Fact>(kind: StreamKind<State, E>, id: string, satisfies: (state: State) => boolean): Promise<State>
  /** Stored types of one stream. */
  types(stream: string): Promise<readonly string[]>
}

export async function openRoutingWorld(startsAt: Instant = '2026-01-12T09:00:00.000Z'): Promise<RoutingWorld> {
  const world = await openWorld({
    contexts: [routingContext, silent(intakeContract), directoryContext, silent(identityContract), silent(slaContract)],
    contracts: catalogue,
    startsAt,
  })
  const streams = () => world.service.background.streams
  const write: RoutingWorld['write'] = async (kind, streamId, ...events) => {
    await streams().change(kind, streamId, world.given(), () => events)
  }
  return Object.create(
    world,
    Object.getOwnPropertyDescriptors({
      write,
      async person(name, { absentFrom, absentTo, left, roles = anAgent } = {}) {
        const personId = id(name)
        const key = keyOfPerson(personId)
        await write(personFacts, personId, {
          type: 'identity.person-registered.v1',
          data: {
            name: personal(name, key),
            email: personal(`${name}@provider.example`, key),
            emailHash: name,
            roles,
            accountIds: [],
          },
        })
        if (absentFrom !== undefined && absentTo !== undefined)
          await write(personFacts, personId, { type: 'identity.absence-recorded.v1', data: { from: absentFrom, to: absentTo } })
        if (left === true) await write(personFacts, personId, { type: 'identity.person-disabled.v1', data: { reason: 'left' } })
        return personId
      },
      async team(name, over = {}) {
        const data: TeamDefinition = { name, members: [], leadId: id('lead'), skills: [], ...over }
        await write(teamFacts, id(name), { type: 'routing.team-formed.v1', data })
        return id(name)
      },
      async rota(name, participants, over = {}) {
        const layer = { name: 'all', participants, startDate: '2026-01-01', handoverTime: '08:00', every: { days: 1 } }
        const data = { name, teamId: id(name), zone: 'Europe/Berlin', layers: [layer], ...over }
        await write(rotaFacts, id(`rota ${name}`), { type: 'routing.rota-defined.v1', data })
        return id(`rota ${name}`)
      },
      async officeHours(name) {
        const day = [{ from: '08:00', to: '18:00' }]
        const hours = { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day }
        const rules = { zone: 'Europe/Berlin', hours, holidays: [], halfDays: [] }
        await write(calendarFacts, id(name), {
          type: 'sla.calendar-defined.v1',
          data: { calendarId: id(name), revision: 1, name, rules },
        })
        return id(name)
      },
      async account(name, arrangement) {
        const data = { name, zone: 'Europe/Berlin', mailDomains: [], duplicates: 'suggest' as const }
        await write(accountFacts, id(name), { type: 'directory.account-registered.v1', data })
        if (arrangement !== undefined)
          await write(accountFacts, id(name), { type: 'directory.spoc-arranged.v1', data: { arrangement } })
        return id(name)
      },
      async request(name, over = {}) {
        const requestId = id(name)
        const data: RequestReceived = {
          number: 'R-1000015',
          kind: 'incident',
          title: personal(`${name} is down`, keyOfAuthor(requestId, 'jo')),
          impact: 'high',
          urgency: 'high',
          priority: 'P1',
          receivedAt: world.given().now,
          attachments: [],
          flags: [],
          identifiedBy: { how: 'chosen', reason: 'The spec says so.' },
          ...over,
        }
        await write(requestFacts, requestId, { type: 'intake.request-received.v1', data })
        return requestId
      },
      onRequest: (requestId, ...events) => write(requestFacts, requestId, ...events),
      facts: (kind, streamId, satisfies) =>
        eventually(`${kind.category}-${streamId}`, async () => (await streams().load(kind, streamId)).state, satisfies),
      types: async (stream) => (await world.service.background.engines.log.readStream(stream)).map(({ type }) => type),
    } satisfies Omit<RoutingWorld, keyof World>),
  ) as RoutingWorld
}

/** The SPOC of a request, once routing has decided. */
export const spocOf = async (world: RoutingWorld, requestId: string) =>
  (await world.facts(routingOfRequest, requestId, ({ spoc }) => spoc !== undefined)).spoc
