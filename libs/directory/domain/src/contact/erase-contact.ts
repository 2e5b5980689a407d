import type { ContactEvent, ContactFacts } from '@spoc/directory-contracts'
import { checkText, refuse, type Decision } from '@spoc/platform-kernel'

/** Records the erasure; whoever carries it out destroys the person's key as well. */
export function eraseContact(contact: ContactFacts, reason: string): Decision<ContactEvent> {
  if (contact.is === 'unknown') return refuse('contact-unknown', 'There is no such contact.')
  if (contact.is === 'erased') return []
  return checkText(reason, 'reason') ?? [{ type: 'directory.contact-erased.v1', data: { reason } }]
}
