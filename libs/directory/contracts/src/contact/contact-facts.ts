import { streamKind, type Id } from '@spoc/platform-kernel'
import type { ContactDetails, ContactEvent, ContactRights } from './contact.events.js'

export type ContactFacts =
  | { readonly is: 'unknown' }
  | (ContactDetails & { readonly is: 'registered' })
  /** The accounts stay, so that statistics do. */
  | { readonly is: 'erased'; readonly accountIds: readonly Id<'account'>[] }

/** The fold by which anybody may read a contact. Events it does not know change nothing. */
export const contactFacts = streamKind<ContactFacts, ContactEvent>({
  category: 'contact',
  initial: { is: 'unknown' },
  evolve: (contact, event) => {
    switch (event.type) {
      case 'directory.contact-registered.v1':
        return { is: 'registered', ...event.data }
      case 'directory.contact-changed.v1':
        return contact.is === 'registered' ? { is: 'registered', ...event.data } : contact
      case 'directory.contact-erased.v1':
        return { is: 'erased', accountIds: contact.is === 'unknown' ? [] : contact.accountIds }
      default:
        return contact
    }
  },
  about: (contact, id) => {
    const only = contact.is !== 'unknown' && contact.accountIds.length === 1 ? contact.accountIds[0] : undefined
    return only === undefined ? { subject: id } : { subject: id, accountId: only }
  },
})

const none: ContactRights = { reports: false, approvesWorks: false, escalates: false }

/** What the contact may do for this account: nothing for an account that is not one of its own. */
export function rightsAt(contact: ContactFacts, accountId: Id<'account'>): ContactRights {
  if (contact.is !== 'registered' || !contact.accountIds.includes(accountId)) return none
  return contact.rightsAt?.[accountId] ?? contact.rights
}
