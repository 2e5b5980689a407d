import { Module } from '@nestjs/common'
import { accountFacts, contactFacts, type ContactDetails } from '@spoc/directory-contracts'
import { directoryContext } from '@spoc/directory-feature'
import { identityContract, personFacts } from '@spoc/identity-contracts'
import { intakeContract, requestFacts, type MessageAdded, type RequestEvent, type RequestReceived } from '@spoc/intake-contracts'
import { catalogue } from '@spoc/platform-catalogue'
import { idOf, keyOfAuthor, keyOfPerson, personal, type EventContract, type Fact, type StreamKind } from '@spoc/platform-kernel'
import type { ContextModule } from '@spoc/platform-nest'
import { eventually } from '@spoc/platform-testing'
import { openWorld, type CallerOf, type World } from '@spoc/platform-testing/world'
import { routingContract, routingOfRequest, teamFacts, type RequestRoutingEvent, type Spoc } from '@spoc/routing-contracts'
import { evolveSla, noSla, slaContract, type ClockEvent, type SlaOfRequest } from '@spoc/sla-contracts'
import { worksContract } from '@spoc/works-contracts'
import { notificationContext } from '../src/index.js'

@Module({})
class Nothing {}

/** A context that only publishes what a spec writes in its name. */
const silent = (contract: EventContract): ContextModule => ({
  automation: { contract, projectors: [], reactions: [], timed: [] },
  module: Nothing,
})

export const id = (name: string): string => idOf('spec', name)

export const slaStream: StreamKind<SlaOfRequest, ClockEvent> = {
  category: 'sla',
  initial: noSla,
  evolve: (state, event) => evolveSla(state, event),
  about: (_, requestId) => ({ subject: requestId }),
}

export interface Listed {
  readonly id: string
  readonly kind: string
  readonly audience: string
  readonly via: string
  readonly state: string
  readonly to: readonly string[]
  readonly subject: string
  readonly messageId: string
  readonly attempts: number
  readonly lastError?: string
  readonly because?: string
}

export interface NotificationWorld extends World {
  readonly agent: CallerOf
  write<State, E extends Fact>(kind: StreamKind<State, E>, streamId: string, ...events: readonly E[]): Promise<void>
  person(name: string): Promise<string>
  contact(name: string, over?: Partial<ContactDetails>): Promise<string>
  account(name: string, zone?: string): Promise<string>
  team(name: string, over?: { readonly leadId?: string; readonly email?: string }): Promise<string>
  request(name: string, over?: Partial<RequestReceived>): Promise<string>
  onRequest(requestId: string, ...events: readonly RequestEvent[]): Promise<void>
  say(requestId: string, direction: MessageAdded['direction'], text: string, over?: Partial<MessageAdded>): Promise<void>
  assign(requestId: string, spoc: Spoc, over?: { readonly dutyPersonId?: string; readonly accountId?: string }): Promise<void>
  list(query?: string): Promise<readonly Listed[]>
  /** The first message that fits, once there is one. */
  message(what: string, fits: (message: Listed) => boolean): Promise<Listed>
  eml(message: Listed): Promise<string>
}

export async function openNotificationWorld(environment: Readonly<Record<string, string>> = {}): Promise<NotificationWorld> {
  const publishers = [identityContract, intakeContract, routingContract, slaContract, worksContract].map(silent)
  const world = await openWorld({
    contexts: [notificationContext, directoryContext, ...publishers],
    contracts: catalogue,
    startsAt: '2026-01-12T08:00:00.000Z',
    environment: { SPOC_MAIL_DOMAIN: 'provider.example', SPOC_PUBLIC_URL: 'https://spoc.example', ...environment },
  })
  const agent = await world.as('agent')
  const write: NotificationWorld['write'] = async (kind, streamId, ...events) => {
    await world.service.background.streams.change(kind, streamId, world.given(), () => events)
  }
  const list = async (query = '') =>
    ((await agent.get(`/api/v1/notifications?limit=200${query}`)).body as { items: readonly Listed[] }).items
  const own: Omit<NotificationWorld, keyof World> = {
    agent,
    write,
    list,
    async person(name) {
      const key = keyOfPerson(id(name))
      await write(personFacts, id(name), {
        type: 'identity.person-registered.v1',
        data: {
          name: personal(name, key),
          email: personal(`${name}@staff.example`, key),
          emailHash: name,
          roles: ['agent'],
          accountIds: [],
        },
      })
      return id(name)
    },
    async contact(name, over = {}) {
      const key = keyOfPerson(id(name))
      await write(contactFacts, id(name), {
        type: 'directory.contact-registered.v1',
        data: {
          accountIds: [id('meridian')],
          name: personal(name, key),
          email: personal(`${name}@client.example`, key),
          emailHash: name,
          rights: { reports: false, approvesWorks: false, escalates: false },
          ...over,
        },
      })
      return id(name)
    },
    async account(name, zone = 'Europe/Berlin') {
      const data = { name, zone, mailDomains: [], duplicates: 'suggest' as const }
      await write(accountFacts, id(name), { type: 'directory.account-registered.v1', data })
      return id(name)
    },
    async team(name, { leadId = id('lead'), email } = {}) {
      const address = email === undefined ? {} : { email: personal(email, keyOfPerson(id(name))) }
      await write(teamFacts, id(name), {
        type: 'routing.team-formed.v1',
        data: { name, members: [], leadId, skills: [], ...address },
      })
      return id(name)
    },
    async request(name, over = {}) {
      const requestId = id(name)
      await write(requestFacts, requestId, {
        type: 'intake.request-received.v1',
        data: {
          number: 'R-1000017',
          kind: 'incident',
          title: personal('Line is down', keyOfAuthor(requestId, 'ana')),
          impact: 'high',
          urgency: 'high',
          priority: 'P1',
          receivedAt: '2026-01-12T08:00:00.000Z',
          attachments: [],
          flags: [],
          identifiedBy: { how: 'address', reason: 'The address is known.' },
          ...over,
        },
      })
      return requestId
    },
    onRequest: (requestId, ...events) => write(requestFacts, requestId, ...events),
    say: (requestId, direction, text, over = {}) =>
      write(requestFacts, requestId, {
        type: 'intake.message-added.v1',
        data: {
          messageId: id(text),
          direction,
          author: { kind: 'person', id: id('ada') },
          at: '2026-01-12T08:10:00.000Z',
          body: personal(text, keyOfAuthor(requestId, id('ada'))),
          match: { by: 'console', reason: 'Written in the console.' },
          attachments: [],
          ...over,
        },
      }),
    async assign(requestId, spoc, over = {}) {
      const assigned: RequestRoutingEvent = {
        type: 'routing.spoc-assigned.v1',
        data: { requestId, spoc, because: 'named-in-hours', ...over },
      }
      await write(routingOfRequest, requestId, assigned)
    },
    async message(what, fits) {
      const found = await eventually(what, list, (items) => items.some(fits))
      return found.find(fits)!
    },
    async eml({ id: mailId }) {
      const whole = String((await agent.get(`/api/v1/mails/${mailId}`)).body)
      return whole
        .replace(/=\r?\n/g, '')
        .replace(/\r?\n[ \t]/g, ' ')
        .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    },
  }
  return Object.create(world, Object.getOwnPropertyDescriptors(own)) as NotificationWorld
}
