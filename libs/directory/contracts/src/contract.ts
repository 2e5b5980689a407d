import { eventContract } from '@spoc/platform-kernel'
import type { AccountEvent } from './account/account.events.js'
import type { ContactEvent } from './contact/contact.events.js'
import type { ContractEvent } from './contract/contract.events.js'
import type { ServiceEvent } from './service/service.events.js'

export type DirectoryEvent = AccountEvent | ContactEvent | ContractEvent | ServiceEvent

/**
 * Topic `spoc.directory.v1`: who the clients are, whom to speak to, what was promised and what they buy.
 * Keyed by the id of the account, contact, contract or service instance the event is about.
 */
export const directoryContract = eventContract<DirectoryEvent>({
  context: 'directory',
  categories: ['account', 'contact', 'contract', 'service'],
  reference: true,
  types: {
    'directory.account-registered.v1': true,
    'directory.account-changed.v1': true,
    'directory.spoc-arranged.v1': true,
    'directory.contact-registered.v1': true,
    'directory.contact-changed.v1': true,
    'directory.contact-erased.v1': true,
    'directory.contract-signed.v1': true,
    'directory.contract-amended.v1': true,
    'directory.service-installed.v1': true,
    'directory.service-changed.v1': true,
    'directory.service-retired.v1': true,
  },
})
