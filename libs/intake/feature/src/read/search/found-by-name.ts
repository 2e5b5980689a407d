import { Injectable } from '@nestjs/common'
import {
  CONTACTS,
  CONTACTS_PERSONAL,
  SERVICES,
  type ContactDocument,
  type PersonalContactDocument,
  type ServiceDocument,
} from '@spoc/directory-contracts'
import { REQUESTS, type RequestDocument } from '@spoc/intake-contracts'
import { parseNumber } from '@spoc/intake-domain'
import { AddressHash, ownAccounts, type Principal } from '@spoc/platform-nest'
import type { Filter } from '@spoc/platform-ports'
import { Views } from '@spoc/platform-runtime'

/** So many contacts or circuits that fit are looked at, and so many requests of them are given. */
const MOST = 50
const SHORTEST_NAME = 3

/** Requests by what they are called, and by whom or what they are about. */
@Injectable()
export class FoundByName {
  constructor(
    private readonly views: Views,
    private readonly addresses: AddressHash,
  ) {}

  /** The request of this number, however it is typed. */
  async byNumber(query: string, principal: Principal): Promise<readonly RequestDocument[]> {
    const number = parseNumber(query)
    return number === undefined ? [] : this.requests({ number }, principal)
  }

  /** By the client's reference, a circuit id or its beginning, a contact's address or part of the name; newest first. */
  async of(query: string, principal: Principal): Promise<readonly RequestDocument[]> {
    const text = query.trim()
    const [services, contacts] = await Promise.all([this.servicesOf(text, principal), this.contactsOf(text, principal)])
    const found = await Promise.all([
      this.requests({ clientReference: text }, principal),
      services.length === 0 ? [] : this.requests({ serviceInstanceId: { $in: services } }, principal),
      contacts.length === 0 ? [] : this.requests({ contactId: { $in: contacts } }, principal),
    ])
    return [...new Map(found.flat().map((request) => [request._id, request])).values()]
  }

  private async requests(filter: Filter, principal: Principal): Promise<readonly RequestDocument[]> {
    const wanted = { filter: { ...filter, ...ownAccounts(principal) }, sort: ['-receivedAt'], limit: MOST }
    return (await this.views.of<RequestDocument>(REQUESTS).find(wanted)).items
  }

  private async servicesOf(text: string, principal: Principal): Promise<readonly string[]> {
    if (text.length < SHORTEST_NAME) return []
    const key = text.toUpperCase()
    const filter = { circuitKey: { $gte: key, $lt: `${key}\uffff` }, ...ownAccounts(principal) }
    const { items } = await this.views.of<ServiceDocument>(SERVICES).find({ filter, sort: ['circuitKey'], limit: MOST })
    return items.map(({ _id }) => _id)
  }

  private async contactsOf(text: string, principal: Principal): Promise<readonly string[]> {
    if (text.length < SHORTEST_NAME) return []
    const own = ownAccounts(principal, 'accountIds')
    if (text.includes('@')) {
      const filter = { emailHash: this.addresses.of(text), ...own }
      return (await this.views.of<ContactDocument>(CONTACTS).find({ filter, limit: MOST })).items.map(({ _id }) => _id)
    }
    const filter = { name: { $regex: text.replace(/[.*+?^${}()|[\]\\/]/g, (one) => `\\${one}`), $options: 'i' }, ...own }
    return (await this.views.of<PersonalContactDocument>(CONTACTS_PERSONAL).find({ filter, limit: MOST })).items.map(
      ({ _id }) => _id,
    )
  }
}
