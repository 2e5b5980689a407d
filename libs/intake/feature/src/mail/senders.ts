import { Injectable } from '@nestjs/common'
import {
  accountFacts,
  ACCOUNTS,
  contactFacts,
  CONTACTS,
  type AccountDocument,
  type ContactDocument,
} from '@spoc/directory-contracts'
import { personFacts } from '@spoc/identity-contracts'
import { domainsOf, identifySender, type Identified, type Sender } from '@spoc/intake-domain'
import { idOf, type Actor, type Id } from '@spoc/platform-kernel'
import { staffRoles } from '@spoc/platform-nest'
import { Streams, Views } from '@spoc/platform-runtime'
import type { PeerOf } from './peer-systems.js'
import { ServicesNamed } from './services-named.js'

interface Contact {
  readonly contactId: Id<'contact'>
  readonly accountIds: readonly Id<'account'>[]
}

/** What is known of whoever sent a mail. */
export interface KnownSender {
  /** Whose a request is that they open. */
  readonly identified: Identified & { readonly serviceInstanceId?: Id<'service'> }
  /** What counts when the mail is placed. */
  readonly sender: Sender
  readonly actor: Actor
  /** What our own people, and carriers, write into a request is not the client's word. */
  readonly speaksFor: 'client' | 'provider'
}

const MOST_CANDIDATES = 20

/** Tells who sent a mail: candidates by the read models, the decision on their own streams. */
@Injectable()
export class Senders {
  constructor(
    private readonly streams: Streams,
    private readonly views: Views,
    private readonly services: ServicesNamed,
  ) {}

  async of(
    from: { readonly address: string; readonly hash: string },
    words: string,
    peer: PeerOf | undefined,
  ): Promise<KnownSender> {
    const staff = await this.staffOf(from.hash)
    if (staff !== undefined) return ofStaff(from.hash, staff)
    const contacts = await this.contactsOf(from.hash)
    const accountsByDomain = await this.accountsOf(from.address)
    const identified = await this.named(identifySender({ contacts, accountsByDomain }), contacts, words)
    const accountIds = [...contacts.flatMap((contact) => contact.accountIds), ...accountsByDomain]
    return {
      identified: peer?.accountId === undefined ? identified : { ...identified, ...ofPeer(peer.accountId) },
      sender: {
        addressHash: from.hash,
        accountIds: [...new Set(peer?.accountId === undefined ? accountIds : [...accountIds, peer.accountId])],
        isStaff: peer !== undefined && peer.accountId === undefined,
      },
      actor:
        identified.contactId === undefined ? { kind: 'sender', id: from.hash } : { kind: 'contact', id: identified.contactId },
      speaksFor: peer !== undefined && peer.accountId === undefined ? 'provider' : 'client',
    }
  }

  /** Ids of contacts by the hash of their address, for those that there are. */
  async contactIds(hashes: readonly string[]): Promise<ReadonlyMap<string, Id<'contact'>>> {
    if (hashes.length === 0) return new Map()
    const { items } = await this.views
      .of<ContactDocument>(CONTACTS)
      .find({ filter: { emailHash: { $in: [...hashes] } }, limit: 200 })
    return new Map(items.flatMap(({ _id, emailHash }) => (emailHash === undefined ? [] : [[emailHash, _id]])))
  }

  /** A circuit that is named tells the account of somebody who has several, and the service instance of everybody who has one. */
  private async named(identified: Identified, contacts: readonly Contact[], words: string): Promise<KnownSender['identified']> {
    const possible =
      identified.accountId === undefined ? [...new Set(contacts.flatMap(({ accountIds }) => accountIds))] : [identified.accountId]
    const service = await this.services.in(words, possible)
    if (service === undefined) return identified
    const { accountId, serviceInstanceId, circuitId } = service
    if (identified.accountId === accountId) return { ...identified, serviceInstanceId }
    const contact = contacts.find(({ accountIds }) => accountIds.includes(accountId))
    return {
      accountId,
      ...(contact === undefined ? {} : { contactId: contact.contactId }),
      ...(serviceInstanceId === undefined ? {} : { serviceInstanceId }),
      identifiedBy: { how: 'service', reason: `The sender is a contact of several accounts; ${circuitId} is this one’s.` },
      flags: [],
    }
  }

  /** One of our own people, by the hash of their address. */
  async staffOf(hash: string): Promise<Id<'person'> | undefined> {
    // A person's stream is named by the address they were registered with.
    const personId = idOf<'person'>('person', hash)
    const { state } = await this.streams.load(personFacts, personId)
    return state.is === 'active' && state.emailHash === hash && state.roles.some((role) => staffRoles.includes(role))
      ? personId
      : undefined
  }

  private async contactsOf(hash: string): Promise<readonly Contact[]> {
    const { items } = await this.views.of<ContactDocument>(CONTACTS).find({ filter: { emailHash: hash }, limit: MOST_CANDIDATES })
    const found = await Promise.all(
      items.map(async ({ _id }) => ({ contactId: _id, contact: (await this.streams.load(contactFacts, _id)).state })),
    )
    return found.flatMap(({ contactId, contact }) =>
      contact.is === 'registered' && contact.emailHash === hash ? [{ contactId, accountIds: contact.accountIds }] : [],
    )
  }

  private async accountsOf(address: string): Promise<readonly Id<'account'>[]> {
    const domains = domainsOf(address)
    if (domains.length === 0) return []
    const { items } = await this.views
      .of<AccountDocument>(ACCOUNTS)
      .find({ filter: { mailDomains: { $in: [...domains] } }, limit: MOST_CANDIDATES })
    const found = await Promise.all(
      items.map(async ({ _id }) => ({ _id, account: (await this.streams.load(accountFacts, _id)).state })),
    )
    return found.flatMap(({ _id, account }) =>
      account.is === 'registered' && account.mailDomains.some((domain) => domains.includes(domain)) ? [_id] : [],
    )
  }
}

function ofStaff(addressHash: string, personId: Id<'person'>): KnownSender {
  return {
    identified: {
      identifiedBy: { how: 'unknown', reason: 'One of our own people sent it, and did not say whose it is.' },
      flags: [],
    },
    sender: { addressHash, accountIds: [], isStaff: true },
    actor: { kind: 'person', id: personId },
    speaksFor: 'provider',
  }
}

function ofPeer(accountId: Id<'account'>): Pick<Identified, 'accountId' | 'identifiedBy' | 'flags'> {
  return { accountId, identifiedBy: { how: 'integration', reason: 'The account’s own ticket system sent it.' }, flags: [] }
}
