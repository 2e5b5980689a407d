import { randomUUID } from 'node:crypto'
import {
  accountFacts,
  contactFacts,
  CONTACTS_PERSONAL,
  contractFacts,
  CONTRACTS,
  directoryContract,
  serviceFacts,
  type ContractTerms,
} from '@spoc/directory-contracts'
import { directoryContext } from '@spoc/directory-feature'
import { identityContract, PEOPLE_PERSONAL, personFacts } from '@spoc/identity-contracts'
import { identityContext } from '@spoc/identity-feature'
import { intakeContract, TEAM_NAMES } from '@spoc/intake-contracts'
import { notificationContract } from '@spoc/notification-contracts'
import { keyOfPerson, personal, type EventContract, type Fact, type StreamKind } from '@spoc/platform-kernel'
import type { ContextModule } from '@spoc/platform-nest'
import { openWorld, type Answer, type CallerOf, type World } from '@spoc/platform-testing/world'
import { evolveSla, noSla, slaContract, type ClockEvent, type SlaOfRequest } from '@spoc/sla-contracts'
import { routingContract, teamFacts } from '@spoc/routing-contracts'

/** Ids of those whom specs tell of. */
export const meridian = '0190a6c2-0000-7000-8000-0000000000a1'
export const nordlicht = '0190a6c2-0000-7000-8000-0000000000a2'
export const circuit = '0190a6c2-0000-7000-8000-0000000000c1'
export const ana = '0190a6c2-0000-7000-8000-0000000000d1'
export const inesId = '0190a6c2-0000-7000-8000-0000000000e1'
export const noc = '0190a6c2-0000-7000-8000-0000000000f1'
export const contractId = '0190a6c2-0000-7000-8000-0000000000b1'

const row = { high: 'P2', medium: 'P3', low: 'P4' } as const
const terms: ContractTerms = {
  accountId: meridian,
  reference: 'C-1',
  from: '2026-01-01T00:00:00.000Z',
  policies: {},
  defaultPolicyId: contractId,
  calendarId: contractId,
  matrix: { high: row, medium: row, low: row },
  closeAfterDays: 5,
  reopenWithinDays: 10,
  waiting: { remindAfterDays: 2, resolveAfterDays: 6 },
  works: { leadTimeDays: 10, silence: 'approves' },
}

export const contracts: readonly EventContract[] = [
  intakeContract,
  directoryContract,
  identityContract,
  routingContract,
  slaContract,
  notificationContract,
]

/** Intake at work, with the people and things that specs tell of. */
export interface IntakeWorld {
  readonly world: World
  readonly agent: CallerOf
  readonly engineer: CallerOf
  /** Ana, of Meridian. */
  readonly client: CallerOf
  /** Somebody of Nordlicht, another client. */
  readonly stranger: CallerOf
  /** Brings a request, by Ana unless told. */
  bring(over?: object, by?: CallerOf): Promise<{ readonly id: string; readonly number: string; readonly position: string }>
  /** Appends facts as their owner would, by Ines; gives the position. */
  append<State, E extends Fact>(kind: StreamKind<State, E>, id: string, ...events: readonly NoInfer<E>[]): Promise<string>
}

/** How sla keeps the clocks of a request. */
export const slaKind: StreamKind<SlaOfRequest, ClockEvent> = {
  category: 'sla',
  initial: noSla,
  evolve: evolveSla,
  about: (_, id) => ({ subject: id }),
}

/** Intake beside the real directory and identity; routing and sla speak through their folds. */
export async function openIntakeWorld(
  intakeContext: ContextModule,
  environment: Readonly<Record<string, string>> = {},
): Promise<IntakeWorld> {
  const world = await openWorld({
    contexts: [intakeContext, directoryContext, identityContext],
    contracts,
    environment,
  })
  const append: IntakeWorld['append'] = async (kind, id, ...events) => {
    const given = world.given({ actor: { kind: 'person', id: inesId } })
    return String((await world.service.background.streams.change(kind, id, given, () => events)).position)
  }
  const account = { name: 'Meridian', zone: 'Europe/Berlin', mailDomains: [], duplicates: 'suggest' } as const
  await append(accountFacts, meridian, { type: 'directory.account-registered.v1', data: account })
  await append(accountFacts, nordlicht, { type: 'directory.account-registered.v1', data: { ...account, name: 'Nordlicht' } })
  await append(serviceFacts, circuit, {
    type: 'directory.service-installed.v1',
    data: { accountId: meridian, circuitId: 'BER-AMS-0042', class: 'gold', site: 'BER', kind: 'circuit', dependsOn: [] },
  })
  await append(contactFacts, ana, {
    type: 'directory.contact-registered.v1',
    data: {
      accountIds: [meridian],
      name: personal('Ana Köhler', keyOfPerson(ana)),
      email: personal('ana@meridian.example', keyOfPerson(ana)),
      emailHash: 'hash-of-ana',
      rights: { reports: false, approvesWorks: false, escalates: false },
    },
  })
  await append(contractFacts, contractId, { type: 'directory.contract-signed.v1', data: terms })
  await append(personFacts, inesId, {
    type: 'identity.person-registered.v1',
    data: {
      name: personal('Ines Berg', keyOfPerson(inesId)),
      email: personal('ines@provider.example', keyOfPerson(inesId)),
      emailHash: 'hash-of-ines',
      roles: ['agent'],
      accountIds: [],
    },
  })
  const position = await append(teamFacts, noc, {
    type: 'routing.team-formed.v1',
    data: { name: 'Core network', members: [inesId], leadId: inesId, skills: [] },
  })
  await world.service.background.views.waitFor([CONTRACTS, CONTACTS_PERSONAL, PEOPLE_PERSONAL, TEAM_NAMES], BigInt(position))
  const client = await world.as('client', { accountIds: [meridian], contactId: ana })
  return {
    world,
    agent: await world.as('agent', { personId: inesId }),
    client,
    engineer: await world.as('engineer'),
    stranger: await world.as('client', { accountIds: [nordlicht] }),
    append,
    async bring(over = {}, by = client) {
      // Words that no other request of the spec has, so that none is taken for its duplicate.
      const [title, description] = [randomUUID(), randomUUID()]
      const answer = await by.post('/api/v1/requests', { kind: 'incident', title, description, ...over })
      if (answer.status !== 201) throw new Error(`Not received: ${JSON.stringify(answer.body)}`)
      return bodyOf(answer)
    },
  }
}

export function bodyOf<Body = Record<string, unknown>>({ body }: Answer): Body {
  return body as Body
}
