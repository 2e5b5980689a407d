import type { ServiceDetails, ServiceEvent, ServiceFacts } from '@spoc/directory-contracts'
import { refuse, type Decision } from '@spoc/platform-kernel'
import { sameFields } from '../same-fields.js'
import { checkService, type ServiceSurroundings } from './service-details.js'

/** `service` is the whole of what is told about it from now on. Its circuit id is what it is: another one is another service. */
export function changeService(
  service: ServiceFacts,
  command: { readonly serviceId: string; readonly service: ServiceDetails },
  known: ServiceSurroundings,
): Decision<ServiceEvent> {
  if (service.is === 'unknown') return refuse('service-unknown', 'There is no such service.')
  if (service.is === 'retired') return refuse('service-retired', 'This service was retired.')
  if (command.service.circuitId !== service.circuitId) {
    return refuse('circuit-id-fixed', 'A circuit id does not change; retire this service and install the other.', 'circuitId')
  }
  const refusal = checkService(command.serviceId, command.service, known)
  if (refusal !== undefined) return refusal
  return sameFields(command.service, service) ? [] : [{ type: 'directory.service-changed.v1', data: command.service }]
}
