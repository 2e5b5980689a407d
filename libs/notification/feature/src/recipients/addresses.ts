import { contactFacts, rightsAt, type ContactFacts, type ContactRights } from '@spoc/directory-contracts'
import { personFacts } from '@spoc/identity-contracts'
import type { MailAddress } from '@spoc/notification-contracts'
import { reveal, type Personal } from '@spoc/platform-kernel'
import type { FactsReader } from '@spoc/platform-runtime'
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
  return sender === undefined ? undefined : mailAddress(sender.address, sender.name)
}

/** Those contacts of an account, among the candidates, that have the right. */
export async function contactsWith(
  right: keyof ContactRights,
  accountId: string,
  candidates: readonly string[],
  facts: FactsReader,
): Promise<readonly Recipient[]> {
  const found: Recipient[] = []
  for (const id of candidates) {
    const contact = await facts.of(contactFacts, id)
    const recipient = rightsAt(contact, accountId)[right] ? recipientOf(contact) : undefined
    if (recipient !== undefined) found.push(recipient)
  }
  return found
}

/** A colleague; nobody where they have left. */
export async function colleague(personId: string, facts: FactsReader): Promise<Recipient | undefined> {
  const person = await facts.of(personFacts, personId)
  return person.is === 'active' ? mailAddress(person.email, person.name) : undefined
}

function recipientOf(contact: ContactFacts): Recipient | undefined {
  return contact.is === 'registered' ? mailAddress(contact.email, contact.name) : undefined
}

function mailAddress(address: Personal<string>, name: Personal<string> | undefined): Recipient {
  if (!('personal' in address)) return address
  const called = name === undefined ? undefined : reveal(name, undefined)
  return { under: address.under, personal: { address: address.personal, ...(called === undefined ? {} : { name: called }) } }
}
