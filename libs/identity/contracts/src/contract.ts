import { eventContract } from '@spoc/platform-kernel'
import type { IntegrationEvent } from './integration/integration.events.js'
import type { PersonEvent } from './person/person.events.js'

export type IdentityEvent = PersonEvent | IntegrationEvent

/**
 * Topic `spoc.identity.v1`: who may sign in and with which roles, and which systems speak to us.
 * Keyed by the id of the person or integration the event is about.
 */
export const identityContract = eventContract<IdentityEvent>({
  context: 'identity',
  categories: ['person', 'integration'],
  reference: true,
  types: {
    'identity.person-registered.v1': true,
    'identity.roles-changed.v1': true,
    'identity.person-disabled.v1': true,
    'identity.absence-recorded.v1': true,
    'identity.integration-registered.v1': true,
    'identity.token-issued.v1': true,
    'identity.token-revoked.v1': true,
  },
})
