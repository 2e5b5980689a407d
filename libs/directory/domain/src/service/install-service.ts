import type { ServiceDetails, ServiceEvent, ServiceFacts } from '@spoc/directory-contracts'
import { refuse, type Decision } from '@spoc/platform-kernel'
import { sameFields } from '../same-fields.js'
import { checkService, type ServiceSurroundings } from './service-details.js'

export function installService(
  service: ServiceFacts,
  command: { readonly serviceId: string; readonly service: ServiceDetails },
  known: ServiceSurroundings,
): Decision<ServiceEvent> {
  switch (service.is) {
    case 'installed':
      return sameFields(command.service, service)
        ? []
        : refuse('service-exists', 'There is such a service already; change it instead.', 'circuitId')
    case 'retired':
      return refuse('service-retired', 'This service was retired; a new one needs a circuit id of its own.', 'circuitId')
    case 'unknown':
      return (
        checkService(command.serviceId, command.service, known) ?? [
          { type: 'directory.service-installed.v1', data: command.service },
        ]
      )
  }
}
