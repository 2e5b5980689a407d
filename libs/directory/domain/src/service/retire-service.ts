import type { ServiceEvent, ServiceFacts } from '@spoc/directory-contracts'
import { checkText, refuse, type Decision } from '@spoc/platform-kernel'

export function retireService(service: ServiceFacts, reason: string): Decision<ServiceEvent> {
  if (service.is === 'unknown') return refuse('service-unknown', 'There is no such service.')
  if (service.is === 'retired') return []
  return checkText(reason, 'reason') ?? [{ type: 'directory.service-retired.v1', data: { reason } }]
}
