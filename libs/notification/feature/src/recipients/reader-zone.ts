import { accountFacts, contactFacts } from '@spoc/directory-contracts'
import type { Request } from '@spoc/intake-contracts'
import type { FactsReader } from '@spoc/platform-runtime'

/** The zone in which the client reads instants: the contact's own, else the account's. */
export async function readerZone({ contactId, accountId }: Request, facts: FactsReader): Promise<string> {
  const contact = contactId === undefined ? contactFacts.initial : await facts.of(contactFacts, contactId)
  if (contact.is === 'registered' && contact.zone !== undefined) return contact.zone
  const account = accountId === undefined ? accountFacts.initial : await facts.of(accountFacts, accountId)
  return account.is === 'registered' ? account.zone : 'UTC'
}
