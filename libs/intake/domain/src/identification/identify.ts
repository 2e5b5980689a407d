import type { Identification, RequestFlag } from '@spoc/intake-contracts'
import type { Id } from '@spoc/platform-kernel'

/** What the directory knows of a sender's address. */
export interface SenderFacts {
  /** Contacts by the hash of the address. */
  readonly contacts: readonly { readonly contactId: Id<'contact'>; readonly accountIds: readonly Id<'account'>[] }[]
  /** Accounts that name the domain of the address, or a domain it lies under. */
  readonly accountsByDomain: readonly Id<'account'>[]
}

export interface Identified {
  readonly accountId?: Id<'account'>
  readonly contactId?: Id<'contact'>
  readonly identifiedBy: Identification
  readonly flags: readonly RequestFlag[]
}

/**
 * Whose a request is that somebody sent: by the address, then by its domain, else the triage desk finds out. Where several accounts
 * are possible none is guessed: the wrong client would read it.
 */
export function identifySender({ contacts, accountsByDomain }: SenderFacts): Identified {
  const contact = contacts.length === 1 ? contacts[0] : undefined
  const accounts = [...new Set(contacts.flatMap(({ accountIds }) => accountIds))]
  const known = contact === undefined ? {} : { contactId: contact.contactId }
  if (accounts.length === 1) {
    return {
      ...known,
      accountId: accounts[0]!,
      identifiedBy: { how: 'address', reason: 'The sender’s address is that of a contact.' },
      flags: [],
    }
  }
  if (accounts.length > 1) {
    const reason = 'The sender’s address is that of a contact of several accounts.'
    return { ...known, identifiedBy: { how: 'unknown', reason }, flags: ['account-ambiguous'] }
  }
  const byDomain = [...new Set(accountsByDomain)]
  if (byDomain.length === 1) {
    const reason = 'The sender’s mail domain is that of the account.'
    return { accountId: byDomain[0]!, identifiedBy: { how: 'mail-domain', reason }, flags: [] }
  }
  return byDomain.length === 0
    ? {
        identifiedBy: { how: 'unknown', reason: 'Nobody in the directory has this address or mail domain.' },
        flags: ['unknown-sender'],
      }
    : {
        identifiedBy: { how: 'unknown', reason: 'Several accounts have the sender’s mail domain.' },
        flags: ['account-ambiguous'],
      }
}

/** The domain of an address and those it lies under, the nearest first: what accounts are looked up by. */
export function domainsOf(address: string): readonly string[] {
  const labels = address
    .slice(address.lastIndexOf('@') + 1)
    .toLowerCase()
    .split('.')
  return labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'))
}
