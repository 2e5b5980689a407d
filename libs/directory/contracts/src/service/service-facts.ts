import { streamKind } from '@spoc/platform-kernel'
import type { ServiceDetails, ServiceEvent } from './service.events.js'

export type ServiceFacts =
  | { readonly is: 'unknown' }
  | (ServiceDetails & { readonly is: 'installed' })
  /** No longer there; requests of its time still name it. */
  | (ServiceDetails & { readonly is: 'retired' })

/** The fold by which anybody may read a service instance. Events it does not know change nothing. */
export const serviceFacts = streamKind<ServiceFacts, ServiceEvent>({
  category: 'service',
  initial: { is: 'unknown' },
  evolve: (service, event) => {
    switch (event.type) {
      case 'directory.service-installed.v1':
        return { is: 'installed', ...event.data }
      case 'directory.service-changed.v1':
        return service.is === 'unknown' ? service : { is: service.is, ...event.data }
      case 'directory.service-retired.v1':
        return service.is === 'unknown' ? service : { ...service, is: 'retired' }
      default:
        return service
    }
  },
  about: (service, id) =>
    service.is === 'unknown' || service.accountId === undefined ? { subject: id } : { subject: id, accountId: service.accountId },
})
