import type { ContactEvent, ContactFacts } from '@spoc/directory-contracts'
import { refuse, type Decision } from '@spoc/platform-kernel'
import { sameFields } from '../same-fields.js'
import { checkContact, contactDetails, type Accounts, type ContactInput } from './contact-details.js'

export function registerContact(
  contact: ContactFacts,
  command: { readonly contactId: string; readonly contact: ContactInput },
  accounts: Accounts,
): Decision<ContactEvent> {
  const details = contactDetails(command.contactId, command.contact)
  switch (contact.is) {
    case 'registered':
      return sameFields(details, contact) ? [] : refuse('contact-exists', 'There is such a contact already; change it instead.')
    case 'erased':
      return refuse('contact-erased', 'This contact was erased; register the person anew.')
    case 'unknown':
      return checkContact(command.contact, accounts) ?? [{ type: 'directory.contact-registered.v1', data: details }]
  }
}
