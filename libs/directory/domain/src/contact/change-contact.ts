import type { ContactEvent, ContactFacts } from '@spoc/directory-contracts'
import { refuse, type Decision } from '@spoc/platform-kernel'
import { sameFields } from '../same-fields.js'
import { checkContact, contactDetails, type Accounts, type ContactInput } from './contact-details.js'

/** `contact` is the whole of what is told about the person from now on. */
export function changeContact(
  contact: ContactFacts,
  command: { readonly contactId: string; readonly contact: ContactInput },
  accounts: Accounts,
): Decision<ContactEvent> {
  if (contact.is === 'unknown') return refuse('contact-unknown', 'There is no such contact.')
  if (contact.is === 'erased') return refuse('contact-erased', 'This contact was erased.')
  const refusal = checkContact(command.contact, accounts)
  if (refusal !== undefined) return refusal
  const details = contactDetails(command.contactId, command.contact)
  return sameFields(details, contact) ? [] : [{ type: 'directory.contact-changed.v1', data: details }]
}
