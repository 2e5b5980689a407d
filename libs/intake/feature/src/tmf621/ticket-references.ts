import { Injectable } from '@nestjs/common'
import { serviceFacts, SERVICES, type ServiceDocument } from '@spoc/directory-contracts'
import { isUuid, refuse, type Id, type Refusal } from '@spoc/platform-kernel'
import { maySee, ownAccounts, type Principal } from '@spoc/platform-nest'
import { Streams, Views } from '@spoc/platform-runtime'
import type { TicketReference } from './read-ticket.js'

export interface NamedParties {
  readonly accountId?: Id<'account'>
  readonly contactId?: Id<'contact'>
}

/** Finds what a ticket refers to, among what its caller may see. */
@Injectable()
export class TicketReferences {
  constructor(
    private readonly streams: Streams,
    private readonly views: Views,
  ) {}

  /** The first that is a service instance, by id or by circuit id. Refused: `service-unknown` where none of those named is. */
  async serviceOf(entities: readonly TicketReference[], principal: Principal): Promise<Id<'service'> | undefined | Refusal> {
    for (const { id } of entities) {
      for (const serviceInstanceId of isUuid(id) ? [id] : await this.called(id, principal)) {
        const { state } = await this.streams.load(serviceFacts, serviceInstanceId)
        if (state.is === 'installed' && maySee(principal, state.accountId)) return serviceInstanceId
      }
    }
    return entities.length === 0 ? undefined : refuse('service-unknown', 'There is no such service.', 'relatedEntity')
  }

  private async called(circuitId: string, principal: Principal): Promise<readonly string[]> {
    const { items } = await this.views
      .of<ServiceDocument>(SERVICES)
      .find({ filter: { circuitKey: circuitId.trim().toUpperCase(), ...ownAccounts(principal) }, limit: 5 })
    return items.map(({ _id }) => _id)
  }
}

/** The account and the contact among the parties. One that is named by another system's id is unknown here. */
export function partiesOf(parties: readonly TicketReference[]): NamedParties | Refusal {
  const organization = parties.find(({ referredType }) => /^organi[sz]ation$/i.test(referredType))
  const individual = parties.find(({ referredType }) => /^individual$/i.test(referredType))
  if (organization !== undefined && !isUuid(organization.id))
    return refuse('account-unknown', 'There is no such account.', 'relatedParty')
  if (individual !== undefined && !isUuid(individual.id))
    return refuse('contact-unknown', 'The account has no such contact.', 'relatedParty')
  return {
    ...(organization === undefined ? {} : { accountId: organization.id }),
    ...(individual === undefined ? {} : { contactId: individual.id }),
  }
}
