import { contactFacts, rightsAt, type ContactFacts, type ContactRights } from '@spoc/directory-contracts'
import { personFacts } from '@spoc/identity-contracts'
import type { MailParty } from '@spoc/intake-contracts'
import type { MailAddress } from '@spoc/notification-contracts'
import { reveal, type Personal } from '@spoc/platform-kernel'
import type { FactsReader } from '@spoc/platform-runtime'
import { teamFacts } from '@spoc/routing-contracts'
import type { Correspondence } from './correspondence.js'

/** Somebody to write to; sealed under the same key as the address itself, so that erasing the person erases the copy. */
export type Recipient = Personal<MailAddress>

/** The client's side of a request: its contact, else whoever wrote in. Nobody where a monitor brought it. */
export async function clientOf({ request, sender }: Correspondence, facts: FactsReader): Promise<Recipient | undefined> {
  if (request.is === 'unknown') return undefined
  if (request.contactId !== undefined) {
    const contact = recipientOf(await facts.of(contactFacts, request.contactId))
    if (contact !== undefined) return contact
  }
  return sender === undefined ? undefined : recipient(sender)
}

/** Everybody who takes part on the client's side, the contact first, each address once. */
export async function clientsOf(known: Correspondence, facts: FactsReader): Promise<readonly Recipient[]> {
  const first = await clientOf(known, facts)
  const all = [...(first === undefined ? [] : [first]), ...known.others.map(recipient)]
  const seen = new Set<string>()
  return all.filter((one) => {
    const address = reveal(one, undefined)?.address.toLowerCase()
    if (address === undefined || seen.has(address)) return false
    seen.add(address)
    return true
  })
}

/** Those contacts of an account, among the candidates, that have the right. */
export function contactsWith(
  right: keyof ContactRights,
  accountId: string,
  candidates: readonly string[],
  facts: FactsReader,
): Promise<readonly Recipient[]> {
  return contactsThat((contact) => rightsAt(contact, accountId)[right], candidates, facts)
}

/** All contacts of an account among the candidates. */
export function contactsOf(accountId: string, candidates: readonly string[], facts: FactsReader): Promise<readonly Recipient[]> {
  return contactsThat((contact) => contact.is === 'registered' && contact.accountIds.includes(accountId), candidates, facts)
}

async function contactsThat(
  fits: (contact: ContactFacts) => boolean,
  candidates: readonly string[],
  facts: FactsReader,
): Promise<readonly Recipient[]> {
  const contacts = await Promise.all(candidates.map((id) => facts.of(contactFacts, id)))
  return contacts
    .filter(fits)
    .map(recipientOf)
    .filter((one) => one !== undefined)
}

/** A colleague; nobody where they have left. */
export async function colleague(personId: string, facts: FactsReader): Promise<Recipient | undefined> {
  const person = await facts.of(personFacts, personId)
  return person.is === 'active' ? mailAddress(person.email, person.name) : undefined
}

/** The mailbox of a team; nobody where it has none. */
export async function mailboxOf(teamId: string, facts: FactsReader): Promise<Recipient | undefined> {
  const { team } = await facts.of(teamFacts, teamId)
  if (team?.email === undefined || !('personal' in team.email)) return undefined
  return { under: team.email.under, personal: { name: team.name, address: team.email.personal } }
}

function recipientOf(contact: ContactFacts): Recipient | undefined {
  return contact.is === 'registered' ? mailAddress(contact.email, contact.name) : undefined
}

function recipient({ address, name }: MailParty): Recipient {
  return mailAddress(address, name)
}

function mailAddress(address: Personal<string>, name: Personal<string> | undefined): Recipient {
  if (!('personal' in address)) return address
  const called = name === undefined ? undefined : reveal(name, undefined)
  return { under: address.under, personal: { address: address.personal, ...(called === undefined ? {} : { name: called }) } }
}
